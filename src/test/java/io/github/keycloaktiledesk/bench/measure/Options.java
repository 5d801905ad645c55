// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a person has asked for with {@code -D} on the command line, and what holds where they have
 * not; bench/README.md says which benchmark takes what.
 */
public record Options(Properties given) {

    /** The version of Keycloak that is measured. */
    public static String keycloakVersion() {
        return System.getProperty("keycloak.version");
    }

    /** How many guests there are, one size after another: {@code guests}. */
    public List<Long> guests() {
        return Stream.of(given.getProperty("guests", "1000,100000,1000000").split(","))
                .map(Long::valueOf)
                .toList();
    }

    /** How many visitors come: {@code visitors}. */
    public int visitors() {
        return number("visitors", 100_000);
    }

    /** How many rounds: {@code rounds}. */
    public int rounds() {
        return number("rounds", 7);
    }

    /** How many calls of each kind in a round: {@code calls}. */
    public int calls() {
        return number("calls", 800);
    }

    /** Which calls, or how their names begin: {@code call}. */
    public List<String> call() {
        return List.of(given.getProperty("call", "visitor").split(","));
    }

    /** How long everything is overloaded: {@code minutes}. */
    public Duration minutes() {
        return Duration.ofMinutes(number("minutes", 10));
    }

    /** Of which settings, whole names: {@code settings}. */
    public Pattern settings() {
        return Pattern.compile(given.getProperty("settings", ".*"));
    }

    /**
     * Writes a report: to the file {@code report}, or to its place among those checked in.
     *
     * @param name the file's name there
     */
    public void write(String name, String report) throws IOException {
        Files.writeString(
                Path.of(given.getProperty("report", Path.of("bench", name).toString())), report);
    }

    private int number(String name, int otherwise) {
        return Integer.parseInt(given.getProperty(name, String.valueOf(otherwise)));
    }
}
