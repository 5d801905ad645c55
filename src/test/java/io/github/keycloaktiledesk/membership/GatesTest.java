// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.outgoing.OutgoingException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesTest {

    private static final String REALM = "realm";

    private final Gates gates = new Gates(() -> 0);
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void letAFewCallsThroughAtOnceToOneServer() throws OutgoingException {
        assertThatThrownBy(() -> nest("one", Gate.MOST))
                .isInstanceOf(Gate.ClosedException.class)
                .hasMessage("too many calls to Tiledesk wait already");
        assertThat(made).hasValue(Gate.MOST);

        // All are free again.
        nest("two", Gate.MOST - 1);
    }

    @Test
    void letSomeMoreThroughToAllServers() {
        assertThatThrownBy(
                        () ->
                                nest(
                                        "one",
                                        Gate.MOST - 1,
                                        () -> nest("two", Gate.MOST - 1, this::toThird)))
                .isInstanceOf(Gate.ClosedException.class)
                .hasMessage("too many calls wait already");
        assertThat(made).hasValue(Gates.MOST);
    }

    @Test
    void closeAfterFailuresOfOneServerForOneRealmOnly() throws OutgoingException {
        Gate.Call failing =
                () -> {
                    made.incrementAndGet();
                    throw new OutgoingException("no");
                };
        for (int i = 0; i < Breaker.FAILURES + 2; i++) {
            assertThatThrownBy(() -> gates.pass(REALM, server("one"), failing))
                    .isInstanceOf(OutgoingException.class);
        }

        assertThat(made).hasValue(Breaker.FAILURES);
        gates.pass(REALM, server("two"), made::incrementAndGet);
        gates.pass("another realm", server("one"), made::incrementAndGet);
        assertThat(made).hasValue(Breaker.FAILURES + 2);
    }

    @ParameterizedTest
    @CsvSource({
        "400,true",
        "401,true",
        "403,true",
        "422,true",
        "431,true",
        "404,false",
        "408,false",
        "429,false",
        "302,false",
        "500,false",
        "0,false"
    })
    void holdWhatIsOfOneUserAgainstNobodyElse(int status, boolean refusal) {
        assertThat(Gate.isRefusal(status)).isEqualTo(refusal);
    }

    private void toThird() throws OutgoingException {
        gates.pass(REALM, server("three"), made::incrementAndGet);
    }

    private void nest(String server, int more) throws OutgoingException {
        nest(server, more, () -> {});
    }

    /** Calls that are all in flight at once, one inside the other. */
    private void nest(String server, int more, Gate.Call innermost) throws OutgoingException {
        gates.pass(
                REALM,
                server(server),
                () -> {
                    made.incrementAndGet();
                    if (more > 0) {
                        nest(server, more - 1, innermost);
                    } else {
                        innermost.run();
                    }
                });
    }

    private static TiledeskAddress server(String host) throws OutgoingException {
        return TiledeskAddress.of("https://" + host, false);
    }
}
