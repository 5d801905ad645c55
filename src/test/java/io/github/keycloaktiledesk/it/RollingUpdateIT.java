// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.DatabaseKind;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Load;
import io.github.keycloaktiledesk.it.server.NewerJar;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import io.github.keycloaktiledesk.it.server.ServerInfo;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One node after the other gets a newer jar while people sign in, as the page on operations says.
 */
@Tag("database")
@Tag("slow")
class RollingUpdateIT {

    private static final Pattern OPTION = Pattern.compile(" --([\\w-]+)=(\\S+)");

    /** What is built is built for the options that the nodes are started with. */
    private static final String BUILD =
            "bin/kc.sh build --db=postgres --health-enabled=true --http-management-health-enabled=false";

    @Test
    void failsNoCallButThoseInFlight(@TempDir Path folder) {
        ReverseProxyKind kind = ReverseProxyKind.CADDY;
        assumeTrue(kind.isInstalled(), kind + " is not tested: it is not in the PATH");
        NewerJar newer = NewerJar.in(folder);
        try (Cluster cluster = Cluster.start(DatabaseKind.POSTGRESQL, 2, documentedOptions());
                SignInsThroughProxy signIns = new SignInsThroughProxy(cluster, kind)) {
            List<Stop> stops = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                assertThat(version(cluster.node(node))).isNotEqualTo(newer.version());
                signIns.awaitMore();
                stops.add(stop(cluster, node));
                cluster.run(
                        node,
                        ShellBlock.UPDATE_NODE.code().replace("bin/kc.sh build", BUILD),
                        Map.of("NEW_JAR", newer.file().toString()));
                cluster.restart(node);

                assertThat(version(cluster.node(node))).isEqualTo(newer.version());
            }
            signIns.awaitMore();
            List<Load.Entry> entries = signIns.end();

            assertThat(entries).hasSizeGreaterThan(100);
            List<Load.Entry> failed =
                    entries.stream().filter(entry -> entry.answer().status() != 200).toList();
            assertThat(failed)
                    .as(signIns::proxyErrors)
                    .allSatisfy(
                            entry ->
                                    assertThat(ErrorAnswer.check(entry.answer(), 503))
                                            .isEqualTo("Temporarily unavailable"))
                    .allSatisfy(entry -> assertThat(stops).anyMatch(stop -> stop.meets(entry)));
            // There is one caller of each kind, so no more can be in flight when a node stops.
            for (Stop stop : stops) {
                assertThat(failed.stream().filter(stop::meets))
                        .extracting(Load.Entry::kind)
                        .doesNotHaveDuplicates();
            }
            signIns.assertNobodyIsLost(entries, 0, 1);
        }
    }

    /** From when a node was told to stop until it was gone. */
    private record Stop(Instant from, Instant to) {

        /** Whether a call was in flight meanwhile. */
        boolean meets(Load.Entry entry) {
            return entry.began().isBefore(to) && entry.ended().isAfter(from);
        }
    }

    private static Stop stop(Cluster cluster, int node) {
        Instant from = Instant.now();
        cluster.stop(node);
        return new Stop(from, Instant.now());
    }

    private static Map<String, String> documentedOptions() {
        String command = ShellBlock.START_TO_BE_UPDATED.code().strip();
        assertThat(OPTION.matcher(command).replaceAll("")).isEqualTo("bin/kc.sh start");
        return OPTION.matcher(command)
                .results()
                .collect(Collectors.toMap(option -> option.group(1), option -> option.group(2)));
    }

    private static String version(KeycloakServer node) {
        return new ServerInfo(node.admin()).ofBuild().get("Version");
    }
}
