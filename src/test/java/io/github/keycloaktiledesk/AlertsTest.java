// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.Dashboard;
import io.github.keycloaktiledesk.it.server.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules come when they shall, says Prometheus' own tool. */
class AlertsTest {

    private static final Path CASES =
            Path.of("src", "test", "resources", "prometheus", "alerts.yaml");
    private static final Path PAGE = Path.of("docs", "observability.md");
    private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");
    private static final Pattern NAMED = Pattern.compile("(?m)^\\| `(Tiledesk\\w+)` \\|");

    @Test
    void comeWhenTheyShall(@TempDir Path folder) throws IOException {
        assumeTrue(Program.isInPath("promtool"), "No promtool in the PATH");
        Path rules = Dashboard.ALERTS.toAbsolutePath();
        Files.writeString(
                folder.resolve("cases.yaml"),
                Files.readString(CASES).replace("RULES", rules.toString()));

        Program promtool =
                new Program(List.of("promtool", "test", "rules", "cases.yaml"), folder, Map.of());

        assertThatNoException().isThrownBy(() -> promtool.run(Duration.ofMinutes(1)));
    }

    @Test
    void areThoseOfThePage() throws IOException {
        assertThat(found(ALERT, Dashboard.ALERTS))
                .isNotEmpty()
                .containsExactlyElementsOf(found(NAMED, PAGE));
    }

    private static List<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
