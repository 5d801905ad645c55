// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Load;
import io.github.keycloaktiledesk.it.server.ReverseProxyKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One of two nodes crashes while people sign in. */
@Tag("database")
@Tag("slow")
class NodeKilledIT {

    private static final int SURVIVOR = 0;
    private static final int VICTIM = 1;

    @ParameterizedTest
    @EnumSource(ReverseProxyKind.class)
    void losesNoSignInThatWasAnsweredAndNoUseOfAToken(ReverseProxyKind kind) {
        assumeTrue(kind.isInstalled(), kind + " is not tested: it is not in the PATH");
        Cluster cluster = Cluster.get();
        try (SignInsThroughProxy signIns = new SignInsThroughProxy(cluster, kind)) {
            signIns.awaitMore();
            String used = signIns.useUpAt(VICTIM);
            cluster.kill(VICTIM);
            try {
                Instant killed = signIns.awaitMore();
                assertThat(signIns.at(SURVIVOR).calls().customToken(used).status()).isEqualTo(401);
                List<Load.Entry> entries = signIns.end();

                assertThat(entries)
                        .filteredOn(entry -> entry.began().isAfter(killed))
                        .extracting(entry -> entry.answer().status())
                        .containsOnly(200);
                assertThat(entries)
                        .filteredOn(entry -> entry.answer().status() != 200)
                        .allSatisfy(
                                entry ->
                                        assertThat(ErrorAnswer.check(entry.answer(), 503))
                                                .isEqualTo("Temporarily unavailable"));
                signIns.assertNobodyIsLost(entries, SURVIVOR);
            } finally {
                cluster.restart(VICTIM);
            }
            assertThat(signIns.at(VICTIM).calls().customToken(used).status()).isEqualTo(401);
        }
    }
}
