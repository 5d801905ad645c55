// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages hang together: what they link to and the tests that they name are there, and the list
 * of pages has them all.
 */
class DocumentationTest {

    private static final Path ROOT = Path.of("");
    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("docs");
    private static final Path LIST = DOCS.resolve("README.md");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+(?:IT|Test))(?:#(\\w+))?`");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    @ParameterizedTest
    @MethodSource("pages")
    void linksToWhatIsThere(Path page) throws IOException {
        assertThat(links(page)).allSatisfy(link -> checkFrom(page, link));
    }

    @Test
    void areAllInTheList() throws IOException {
        assertThat(linked(LIST))
                .containsAll(pages(DOCS).filter(page -> !page.equals(LIST)).toList());
        assertThat(linked(README)).contains(DOCS);
    }

    @Test
    void readmeNamesThoseBesideIt() throws IOException {
        assertThat(linked(README))
                .containsAll(pages(ROOT).filter(page -> !page.equals(README)).toList());
    }

    static Stream<String> tests() throws IOException {
        List<String> tests = new ArrayList<>();
        for (Path page : pages().toList()) {
            NAMED_TEST
                    .matcher(Files.readString(page))
                    .results()
                    .map(MatchResult::group)
                    .forEach(tests::add);
        }
        return tests.stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void nameTestsThatThereAre(String name) throws IOException {
        Matcher test = NAMED_TEST.matcher(name);
        assertThat(test.matches()).isTrue();
        List<Path> sources;
        try (Stream<Path> files = Files.walk(TESTS)) {
            sources = files.filter(file -> file.endsWith(test.group(1) + ".java")).toList();
        }

        assertThat(sources).as(name).hasSize(1);
        if (test.group(2) != null) {
            assertThat(Files.readString(sources.get(0)))
                    .as(name)
                    .containsPattern("@\\w*Test[\\s\\S]*\\bvoid " + test.group(2) + "\\(");
        }
    }

    private static void checkFrom(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        assertThat(target).exists();
        if (parts.length == 2) {
            assertThat(anchors(target)).as("anchors of %s", target).contains(parts[1]);
        }
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .toList();
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(DocumentationTest::anchor)
                .toList();
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<Path> linked(Path page) throws IOException {
        return links(page).stream().map(link -> page.resolveSibling(link).normalize()).toList();
    }

    static Stream<Path> pages() throws IOException {
        return Stream.concat(pages(ROOT), pages(DOCS));
    }

    private static Stream<Path> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }
}
