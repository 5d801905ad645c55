// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documented table of differences is the contract test's own, by kind. */
class DifferencesTableTest {

    @Test
    void saysWhatTheContractTestSays() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs/compatibility.md"));
        int heading = lines.indexOf("| here | why |");
        List<String> rows =
                lines.subList(heading + 2, lines.size()).stream()
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(heading).isPositive();
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        Differences.read().kinds().values().stream()
                                .map(kind -> "| " + kind.ours() + " | " + kind.why() + " |")
                                .toList());
    }
}
