// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of OWASP's requirements has all of them, and a reason for each. */
class AsvsTest {

    private static final Path PAGE = Path.of("docs/asvs.md");

    /** Number, what is asked, level, state, why. */
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| (\\d+\\.\\d+\\.\\d+) \\| ([^|]+) \\| ([123]) \\| ([^|]+) \\| ([^|]*)\\|$");

    /** How many requirements each section of version 5.0.0 has. */
    private static final Map<String, List<Integer>> SECTIONS =
            new TreeMap<>(
                    Map.of(
                            "6", List.of(3, 12, 8, 6, 8, 4, 2, 4),
                            "7", List.of(3, 4, 2, 5, 3, 2),
                            "9", List.of(3, 4),
                            "10", List.of(2, 3, 5, 16, 5, 2, 3)));

    @Test
    void hasARowForEachRequirement() throws IOException {
        List<String> all = new ArrayList<>();
        for (String chapter : List.of("6", "7", "9", "10")) {
            List<Integer> sections = SECTIONS.get(chapter);
            for (int section = 1; section <= sections.size(); section++) {
                for (int number = 1; number <= sections.get(section - 1); number++) {
                    all.add(chapter + "." + section + "." + number);
                }
            }
        }

        assertThat(rows().map(row -> row.group(1))).containsExactlyElementsOf(all);
    }

    @Test
    void saysOfEachInOneOfTheWordsOfItsList() throws IOException {
        assertThat(rows().map(row -> row.group(4)).distinct())
                .containsExactlyInAnyOrder("holds", "Keycloak", "setting", "no", "n/a");
    }

    /** A word alone is no proof: a test, or where it is a document, that page. */
    @Test
    void showsWhatHolds() throws IOException {
        assertThat(rows().filter(row -> List.of("holds", "no").contains(row.group(4))))
                .allSatisfy(
                        row ->
                                assertThat(row.group(5))
                                        .as(row.group(1))
                                        .containsPattern(
                                                "`\\w+(IT|Test)[#`]|\\]\\(\\S+\\.md|there are none|as \\d+"));
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(PAGE)).results();
    }
}
