// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A login has a second transaction while the browser's own waits. */
@Tag("slow")
class HandOverUnderLoadIT {

    private static final int MANY = 6 * KeycloakServer.FEW_CONNECTIONS;

    @AutoClose
    private static final TestRealm REALM =
            TestRealm.createOn(KeycloakServer.withFewConnections(), HandOverRealm::prepare);

    @Test
    void getsAlongWithFewerConnectionsThanThereAreLogins() {
        BrowserClient shop = HandOverRealm.shop(REALM);
        // So that the realm is in the cache.
        HandOverRealm.post(new Browser(), shop, HandOverRealm.token("load-first"));

        List<Supplier<Answer>> logins =
                IntStream.range(0, MANY)
                        .mapToObj(
                                number ->
                                        (Supplier<Answer>)
                                                () ->
                                                        HandOverRealm.post(
                                                                new Browser(),
                                                                shop,
                                                                HandOverRealm.token(
                                                                        "load-" + number)))
                        .toList();

        assertThat(AtOnce.call(logins)).allMatch(BrowserClient::isLoggedIn);
    }
}
