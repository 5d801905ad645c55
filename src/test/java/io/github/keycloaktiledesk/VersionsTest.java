// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages and CI name the Keycloaks, and the version of ours, that {@code pom.xml} has. */
class VersionsTest {

    private static String pom;
    private static String newest;
    private static String oldest;

    @BeforeAll
    static void readPom() throws IOException {
        pom = read("pom.xml");
        newest = inPom("<keycloak.build.version>(.+)</");
        oldest = inPom("<keycloak.oldest.version>(.+)</");
    }

    @Test
    void readmeNamesThem() throws IOException {
        String own = inPom("<artifactId>keycloak-tiledesk</artifactId>\\s*<version>(.+)</");
        assertThat(read("README.md"))
                .contains(
                        "Version %s serves Keycloak %s and %s "
                                .formatted(minor(own), minor(newest), minor(oldest)))
                .contains("keycloak/keycloak:" + newest + "\n");
    }

    @Test
    void compatibilityNamesThem() throws IOException {
        assertThat(read("docs/compatibility.md"))
                .contains(
                        "| Keycloak | %s to %s, with one jar, unpacked: [each](#each-keycloak); %s in a container |"
                                .formatted(oldest, newest, newest))
                .contains(
                        "| older than %s |".formatted(minor(oldest)),
                        "newer than %s |".formatted(minor(newest)));
    }

    /** A row for each that CI runs, whether it was run by hand or not. */
    @Test
    void compatibilityHasTheRowsOfCi() throws IOException {
        String ci = read(".github/workflows/ci.yml");
        List<String> javas = all(ci, "(?m)^ +java: \\[(\\d+), (\\d+)\\]$");
        List<String> expected =
                all(ci, "(?m)^ +- (\\d+\\.\\d+\\.\\d+)(?: # newest)?$").stream()
                        .flatMap(keycloak -> javas.stream().map(java -> keycloak + " | " + java))
                        .toList();

        assertThat(expected).hasSizeGreaterThan(2);
        assertThat(
                        all(
                                read("docs/compatibility.md"),
                                "(?m)^\\| (\\d+\\.\\d+\\.\\d+ \\| \\d+) \\| (?:\\d+|not run) \\|$"))
                .isEqualTo(expected);
    }

    @Test
    void ciRunsThem() throws IOException {
        assertThat(read(".github/workflows/ci.yml"))
                .contains("- " + oldest + "\n", "- " + newest + " # newest\n");
    }

    /** All groups of all matches. */
    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .flatMap(
                        match ->
                                IntStream.rangeClosed(1, match.groupCount()).mapToObj(match::group))
                .toList();
    }

    private static String inPom(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(pom);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    /** Such as 26.7 of 26.7.4. */
    private static String minor(String version) {
        return version.replaceFirst("(\\d+\\.\\d+).*", "$1");
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
