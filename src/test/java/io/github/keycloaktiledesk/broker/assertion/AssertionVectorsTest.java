// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.broker.assertion.vectors.Expected;
import io.github.keycloaktiledesk.broker.assertion.vectors.Vector;
import io.github.keycloaktiledesk.broker.assertion.vectors.VectorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.common.VerificationException;

/** Every token of the table, verified without a server. */
class AssertionVectorsTest {

    private static final Path SOURCES =
            Path.of("src/main/java/io/github/keycloaktiledesk/broker/assertion");
    private static final Pattern THROWN =
            Pattern.compile("new VerificationException\\(([^;]*?)\\);", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"([^\"]+)\"");

    static List<Vector> vectors() {
        return VectorTable.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void says(Vector vector) {
        assertThat(verify(vector)).as(vector.toString()).isEqualTo(vector.expected());
    }

    private static Expected verify(Vector vector) {
        UnverifiedToken token = UnverifiedToken.parse(vector.token()).orElse(null);
        if (token == null) {
            return Expected.refusal("not a JWT");
        }
        try {
            return Expected.acceptance(vector.verifier().verify(token, vector.now()));
        } catch (VerificationException e) {
            return Expected.refusal(e.getMessage());
        }
    }

    @Test
    void areManyAndEachHasItsName() {
        assertThat(vectors())
                .hasSizeGreaterThanOrEqualTo(150)
                .extracting(Vector::id)
                .doesNotHaveDuplicates();
        assertThat(vectors()).extracting(Vector::title).doesNotContain("");
    }

    @Test
    void knowEveryReasonThatThereIs() throws IOException {
        Set<String> texts = textsOfReasons();
        List<String> refused =
                vectors().stream()
                        .map(vector -> vector.expected().refused())
                        .filter(reason -> reason != null)
                        .distinct()
                        .toList();

        assertThat(texts).hasSizeGreaterThan(15);
        assertThat(texts)
                .allSatisfy(text -> assertThat(refused).anyMatch(reason -> reason.contains(text)));
    }

    private static Set<String> textsOfReasons() throws IOException {
        Set<String> texts = new HashSet<>();
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.toList()) {
                Matcher thrown = THROWN.matcher(Files.readString(source));
                while (thrown.find()) {
                    TEXT.matcher(thrown.group(1))
                            .results()
                            .forEach(text -> texts.add(text.group(1)));
                }
            }
        }
        return texts;
    }
}
