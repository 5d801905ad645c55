// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    private final Properties given = new Properties();
    private final Options options = new Options(given);

    @Test
    void areThoseOfTheRunsThatAreCheckedIn() {
        assertThat(options.guests()).containsExactly(1000L, 100_000L, 1_000_000L);
        assertThat(options.visitors()).isEqualTo(100_000);
        assertThat(options.minutes()).isEqualTo(Duration.ofMinutes(10));
        assertThat("as it comes").matches(options.settings());
    }

    @Test
    void areThoseThatWereAskedFor() {
        given.setProperty("guests", "10,20");
        given.setProperty("visitors", "30");
        given.setProperty("call", "signin,resume");

        assertThat(options.guests()).containsExactly(10L, 20L);
        assertThat(options.visitors()).isEqualTo(30);
        assertThat(options.call()).containsExactly("signin", "resume");
    }

    @Test
    void nameTheReport(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trial.md");
        given.setProperty("report", file.toString());

        options.write("overload.md", "a report");

        assertThat(file).hasContent("a report");
    }
}
