// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import io.github.keycloaktiledesk.call.SessionInMemory;
import io.github.keycloaktiledesk.testcontainers.CustomJwt;
import io.github.keycloaktiledesk.testcontainers.DemoRealm;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.KeycloakSession;

class CallTokenTest {

    private static final String ONE = jwt("1");
    private static final String ANOTHER = jwt("2");

    private final KeycloakSession session = new SessionInMemory("realm");

    @Test
    void isParsedOnce() {
        UnverifiedToken token = CallToken.of(session, ONE).orElseThrow();

        assertThat(CallToken.of(session, new String(ONE.toCharArray()))).containsSame(token);
    }

    @Test
    void isNeverAnotherOne() {
        assertThat(id(CallToken.of(session, ONE))).isEqualTo(DemoRealm.PROJECT + "_1");
        assertThat(id(CallToken.of(session, ANOTHER))).isEqualTo(DemoRealm.PROJECT + "_2");
        assertThat(CallToken.of(session, null)).isEmpty();
        assertThat(id(CallToken.of(session, ONE))).isEqualTo(DemoRealm.PROJECT + "_1");
    }

    @Test
    void isOfItsOwnCall() {
        UnverifiedToken token = CallToken.of(session, ONE).orElseThrow();

        assertThat(CallToken.of(new SessionInMemory("realm"), ONE).orElseThrow())
                .isNotSameAs(token);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "no token", "a.b.c"})
    void isNoneWhereNoneWasSent(String sent) {
        assertThat(CallToken.of(session, sent)).isEmpty();
        assertThat(CallToken.of(session, sent)).isEmpty();
        assertThat(CallToken.of(session, ONE)).isPresent();
    }

    private static String id(Optional<UnverifiedToken> token) {
        return token.orElseThrow().claims().path("_id").asText();
    }

    private static String jwt(String customer) {
        return CustomJwt.sign(DemoRealm.customer(customer), DemoRealm.SECRET);
    }
}
