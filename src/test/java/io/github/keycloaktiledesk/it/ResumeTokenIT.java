// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmKey;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which tokens of a realm bring nobody back. The tests hold a key of the realm: so each token here
 * differs from a good one in one thing only.
 */
class ResumeTokenIT {

    private static final String OTHER_CLIENT = "other";

    @AutoClose
    private static final TestRealm REALM =
            TestRealm.create(
                    rep -> {
                        RealmParts.allowRapidSignIns(rep);
                        RealmParts.addFullScopeClient(rep, OTHER_CLIENT);
                    });

    private static final RealmKey KEY = RealmKey.addTo(REALM);

    private final OpenId endpoints = new OpenId(REALM);

    /** The good one, made by the same means: what the others are refused for is no accident. */
    @ParameterizedTest
    @EnumSource
    void takesAGoodOne(Somebody somebody) {
        Answer first = somebody.signIn(REALM);

        Answer again = bring(KEY.sign(Jwt.of(first.token()).copy()));

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.userId()).isEqualTo(first.userId());
    }

    static Stream<Arguments> flaws() {
        long now = Seconds.now();
        return Stream.of(
                flaw("an ID token", token -> token.claim("typ", "ID")),
                flaw("a refresh token", token -> token.claim("typ", "Refresh")),
                flaw("an offline token", token -> token.claim("typ", "Offline")),
                flaw("an action token", token -> token.claim("typ", "execute-actions")),
                flaw("a logout token", token -> token.claim("typ", "Logout")),
                flaw("a key-bound token", token -> token.claim("typ", "DPoP")),
                flaw("no type", token -> token.without("typ")),
                flaw("bound to a key", token -> token.claim("cnf", Map.of("jkt", "a"))),
                flaw(
                        "bound to a certificate",
                        token -> token.claim("cnf", Map.of("x5t#S256", "a"))),
                flaw("another client's", token -> token.claim("azp", OTHER_CLIENT)),
                flaw("no client's", token -> token.without("azp")),
                flaw("another issuer's", token -> token.claim("iss", REALM.url() + "2")),
                flaw("no issuer's", token -> token.without("iss")),
                flaw("expired", token -> token.claim("iat", now - 60).claim("exp", now - 1)),
                flaw("without end", token -> token.without("exp")),
                flaw("end 0", token -> token.claim("exp", 0)),
                flaw("not yet valid", token -> token.claim("nbf", now + 600)));
    }

    private static Arguments flaw(String what, Consumer<CustomToken> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flaws")
    void refusesAFlawedOne(String what, Consumer<CustomToken> change) {
        for (Somebody somebody : Somebody.values()) {
            CustomToken token = Jwt.of(somebody.signIn(REALM).token()).copy();
            change.accept(token);

            assertRefused(bring(KEY.sign(token)));
        }
    }

    @Test
    void refusesOneThatNamesItsUserByOtherClaimsOnly() {
        Answer visitor = Somebody.VISITOR.signIn(REALM);

        assertRefused(bring(KEY.sign(Jwt.of(visitor.token()).copy().without("keycloak_user_id"))));
        assertRefused(
                bring(
                        KEY.sign(
                                Jwt.of(visitor.token())
                                        .copy()
                                        .without("keycloak_user_id")
                                        .claim("sub", visitor.userId()))));
    }

    /** An agent's token ends with the session; one without would have no end. */
    @Test
    void refusesAnAgentsTokenWithoutSession() {
        CustomToken visitors = Jwt.of(Somebody.VISITOR.signIn(REALM).token()).copy();

        assertRefused(
                bring(
                        KEY.sign(
                                visitors.claim(
                                        "keycloak_user_id",
                                        new RealmUsers(REALM).idOf(Demo.AGENT)))));
        assertRefused(
                bring(
                        KEY.sign(
                                Jwt.of(Somebody.AGENT.signIn(REALM).token())
                                        .copy()
                                        .without("sid"))));
    }

    @Test
    void refusesATokenOfAnotherSession() {
        CustomToken token = Jwt.of(Somebody.AGENT.signIn(REALM).token()).copy();

        assertRefused(bring(KEY.sign(token.claim("sid", UUID.randomUUID().toString()))));
    }

    @Test
    void refusesSignaturesThatAreNotTheRealms() {
        CustomToken token = Jwt.of(Somebody.VISITOR.signIn(REALM).token()).copy();

        assertRefused(bring(KEY.signWithAnother(token)));
        assertRefused(bring(KEY.signRs384(token)));
        token.header("kid", KEY.id());
        assertRefused(bring(token.algorithm("none").signed(new byte[0])));
        token.algorithm("HS256");
        assertRefused(bring(token.sign(KEY.publicPem())));
        assertRefused(bring(token.signHs256(KEY.publicBytes())));
        assertRefused(bring(token.sign(Demo.SECRET)));
        token.algorithm("RS256");
        assertRefused(bring(token.signHs256(KEY.publicPem().getBytes(UTF_8))));
    }

    /** With the custom token's audience it would be the project's secret that counts. */
    @Test
    void refusesATokenOfTheRealmAsACustomToken() {
        CustomToken token = Jwt.of(Somebody.CUSTOMER.signIn(REALM).token()).copy();

        assertRefused(
                bring(
                        KEY.sign(
                                token.claim(
                                        "aud", "https://tiledesk.com/projects/" + Demo.PROJECT))));
    }

    @Test
    void refusesTokensOfAnotherClient() {
        JsonNode tokens =
                endpoints.password(OTHER_CLIENT, Demo.AGENT, Demo.PASSWORD, "openid").json();

        assertRefused(bring(tokens.path("access_token").asText()));
    }

    @Test
    void refusesTokensOfAnotherRealm() {
        try (TestRealm other = TestRealm.create()) {
            for (Somebody somebody : Somebody.values()) {
                Answer foreign = somebody.signIn(other);

                assertThat(foreign.status()).isEqualTo(200);
                assertRefused(bring(foreign.token()));
            }
        }
    }

    private static Answer bring(String token) {
        return REALM.calls().customToken(token);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.json().path("msg").asText()).isEqualTo("Unauthorized");
    }
}
