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
    private static String own;

    @BeforeAll
    static void readPom() throws IOException {
        pom = read("pom.xml");
        newest = inPom("<keycloak.build.version>(.+)</");
        oldest = inPom("<keycloak.oldest.version>(.+)</");
        own = inPom("<artifactId>keycloak-tiledesk</artifactId>\\s*<version>(.+)</");
    }

    @Test
    void readmeNamesThem() throws IOException {
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

    /** Of a snapshot, the release that it becomes. */
    @Test
    void testingNamesThem() throws IOException {
        String release = own.replace("-SNAPSHOT", "");
        assertThat(read("docs/testing.md"))
                .contains(
                        "-Dfile=keycloak-tiledesk-" + release + ".jar",
                        "-Dfile=keycloak-tiledesk-" + release + "-tests.jar")
                .contains(
                        dependency("keycloak-tiledesk", release),
                        dependency(
                                "testcontainers-keycloak",
                                inPom("<testcontainers-keycloak.version>(.+)</")),
                        dependency("junit-jupiter", inPom("<junit.version>(.+)</")))
                .contains("keycloak/keycloak:" + oldest + "\"")
                .doesNotContain("SNAPSHOT");
    }

    /** So that they need not be downloaded. */
    @Test
    void userProjectRunsThePluginsThatWeRun() throws IOException {
        String ours = pom.replaceAll("\\s+", "");
        String theirs = read("src/test/resources/user-project/pom.xml").replaceAll("\\s+", "");
        assertThat(Pattern.compile("<artifactId>maven-.+?</version>").matcher(theirs).results())
                .isNotEmpty()
                .allSatisfy(plugin -> assertThat(ours).contains(plugin.group()));
    }

    @Test
    void ciRunsThem() throws IOException {
        assertThat(read(".github/workflows/ci.yml"))
                .contains("- " + oldest + "\n", "- " + newest + " # newest\n");
    }

    @Test
    void imageIsOfTheNewest() throws IOException {
        assertThat(read("Dockerfile")).contains("ARG KEYCLOAK_VERSION=" + newest + "\n");
        assertThat(read("docker-compose.yml")).contains("${KEYCLOAK_VERSION:-" + newest + "}");
        assertThat(read("docs/containers.md"))
                .contains("| `KEYCLOAK_VERSION` | " + newest + " |")
                .contains("keycloak/keycloak:" + newest + "\n");
    }

    /** Or it would propose what no Keycloak has. */
    @Test
    void renovateLeavesAloneWhatKeycloakBrings() throws IOException {
        String brought = inPom("(?s)<!-- As Keycloak brings them. -->(.+?)\\n\\s*\\n");
        String renovate = read("renovate.json");

        assertThat(all(brought, "<([\\w.-]+)>\\d"))
                .isNotEmpty()
                .allSatisfy(version -> assertThat(renovate).contains(artifact(version)));
    }

    private static String artifact(String version) {
        List<String> names =
                all(
                        pom,
                        "<groupId>(\\S+)</groupId>\\s*<artifactId>(\\S+)</artifactId>\\s*<version>\\$\\{"
                                + Pattern.quote(version)
                                + "}");
        assertThat(names).as(version).hasSize(2);
        return '"' + String.join(":", names) + '"';
    }

    private static String dependency(String artifact, String version) {
        return "  <artifactId>%s</artifactId>\n  <version>%s</version>\n"
                .formatted(artifact, version);
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
