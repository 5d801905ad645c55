// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.keycloaktiledesk.it.server.DocumentedCommands;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages tell their readers to run, a test runs. */
class ShellBlocksTest {

    private static final Set<String> LANGUAGES =
            Set.of(
                    ShellBlock.LANGUAGE,
                    "dockerfile",
                    "html",
                    "http",
                    "java",
                    "js",
                    "json",
                    "php",
                    "python",
                    "sql",
                    "text",
                    "xml");

    private static final String COMMAND =
            "(\\$ |(curl|docker|jq|kubectl|mongoexport|mvn|npm|openssl|sudo|\\S*kc(adm)?\\.sh) )";

    private static final Pattern LINE = Pattern.compile("(?m)^ *" + COMMAND);

    /** Four spaces make a block of code, too. */
    private static final Pattern INDENTED = Pattern.compile("(?m)^ {4,}" + COMMAND);

    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPackages(ShellBlocksTest.class.getPackageName() + ".it");

    @Test
    void areAllKnown() throws IOException {
        assertThat(Arrays.stream(ShellBlock.values()).map(ShellBlock::place))
                .containsExactlyInAnyOrderElementsOf(
                        DocumentationTest.pages().flatMap(ShellBlock::places).toList());
    }

    @ParameterizedTest
    @MethodSource("runnable")
    void areRunByATest(ShellBlock block) {
        assertThat(users(block)).as("tests that run %s", block.place()).isNotEmpty();
    }

    /** A shell reads them without running them. */
    @ParameterizedTest
    @MethodSource("others")
    void areAtLeastWellFormed(ShellBlock block, @TempDir Path folder) {
        assumeTrue(Program.isInPath("bash"), "No bash in the PATH");
        List<String> reading = List.of("bash", "-n", "-c", block.code());
        assertThatNoException()
                .isThrownBy(
                        () -> new Program(reading, folder, Map.of()).run(Duration.ofMinutes(1)));
    }

    /** README's first commands are what these scripts are for. */
    @ParameterizedTest
    @CsvSource({".ci/run, verify", ".ci/try-dev, -Pdev"})
    void areRunByTheBuildWhereTheyAreTheBuild(Path script, String goal) throws IOException {
        assertThat(ShellBlock.BUILD.code()).contains("mvn " + goal);
        assertThat(Files.readString(script)).contains("mvn -B -ntp " + goal);
    }

    /** So that no command hides in a block of another kind, or in one that is none. */
    @ParameterizedTest
    @MethodSource("io.github.keycloaktiledesk.DocumentationTest#pages")
    void areCalledSo(Path page) {
        assertThat(DocumentedCommands.of(page))
                .allSatisfy(block -> assertThat(block.language()).isIn(LANGUAGES))
                .filteredOn(block -> !block.language().equals(ShellBlock.LANGUAGE))
                .noneMatch(block -> LINE.matcher(block.code()).find());
        assertThat(DocumentedCommands.proseOf(page))
                .doesNotContain("```", "~~~")
                .doesNotContainPattern(INDENTED);
    }

    private static Stream<ShellBlock> runnable() {
        return Arrays.stream(ShellBlock.values()).filter(block -> block.obstacle().isEmpty());
    }

    private static Stream<ShellBlock> others() {
        return Arrays.stream(ShellBlock.values()).filter(block -> block.obstacle().isPresent());
    }

    /** Integration tests that name the block, or use a helper that does. */
    private static Stream<JavaClass> users(ShellBlock block) {
        return CLASSES.get(ShellBlock.class).getField(block.name()).getAccessesToSelf().stream()
                .map(JavaFieldAccess::getOriginOwner)
                .map(ShellBlocksTest::outermost)
                .filter(origin -> !origin.isEquivalentTo(ShellBlock.class))
                .flatMap(
                        origin ->
                                Stream.concat(
                                        Stream.of(origin),
                                        origin.getDirectDependenciesToSelf().stream()
                                                .map(use -> outermost(use.getOriginClass()))))
                .filter(user -> user.getSimpleName().endsWith("IT"))
                .distinct();
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ShellBlocksTest::outermost).orElse(type);
    }
}
