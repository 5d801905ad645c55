// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.JwksProject;
import io.github.keycloaktiledesk.it.server.JwksServer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Pending;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.EventRepresentation;

/**
 * Sites whose keys cannot be had: their own customers wait once and are told to come back, and
 * nobody else notices.
 */
@Tag("slow")
class JwksTroubleIT {

    /** Calls of one project that may wait, with the one that fetches. */
    private static final int WAITING = 5;

    private static final long PAUSE_MILLIS = 10_000;

    /** Less than a wait. */
    private static final Duration AT_ONCE = Duration.ofSeconds(4);

    private static final SigningKey KEY = SigningKey.generate("ES256", "known");
    private static final SigningKey UNKNOWN = SigningKey.generate("ES256", "unknown");

    private static final KeycloakServer SERVER = KeycloakServer.withFewConnections();

    private static final JwksProject PROJECT = new JwksProject("troubled");

    static Stream<Arguments> troubles() {
        String jwks = SigningKey.jwks(KEY);
        return Stream.of(
                trouble("500", "answers 500", (site, good) -> site.answer(500, jwks)),
                trouble("404", "answers 404", (site, good) -> site.answer(404, jwks)),
                trouble("204", "answers 204", (site, good) -> site.answer(204, "")),
                trouble("redirect", "answers 302", JwksServer::redirect),
                trouble("empty", "no JWKS", (site, good) -> site.answer(200, "")),
                trouble("HTML", "no JSON", (site, good) -> site.answer(200, "<html>secret</html>")),
                trouble("an array", "no JWKS", (site, good) -> site.answer(200, "[" + jwks + "]")),
                trouble(
                        "no keys",
                        "no public key",
                        (site, good) -> site.answer(200, "{\"keys\":[]}")),
                trouble(
                        "keys of other kinds",
                        "no public key",
                        (site, good) ->
                                site.answer(200, "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2Vj\"}]}")),
                trouble(
                        "huge",
                        "larger than",
                        (site, good) -> site.answer(200, " ".repeat(300_000) + jwks)),
                trouble("huge header", "sends more than", (site, good) -> site.inflateHeader(KEY)),
                trouble("slow", "within 5 seconds", (site, good) -> site.delay(20_000, KEY)),
                trouble("silent", "within 5 seconds", (site, good) -> site.hang()),
                trouble("dripping", "within 5 seconds", (site, good) -> site.drip(KEY)),
                trouble("down", "nobody answers", (site, good) -> site.close()));
    }

    private static Arguments trouble(
            String what, String reason, BiConsumer<JwksServer, String> behaviour) {
        return Arguments.of(what, reason, behaviour);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void waitsOnceAndSaysComeBack(
            String what, String reason, BiConsumer<JwksServer, String> behaviour) {
        try (JwksServer site = JwksServer.start();
                JwksServer good = JwksServer.start();
                TestRealm realm = realm(site.url(SERVER))) {
            good.publish(KEY);
            behaviour.accept(site, good.url(SERVER));

            assertUnavailable(signIn(realm, KEY));
            int asked = site.requests();
            assertUnavailable(signIn(realm, KEY));

            assertThat(site.requests()).isEqualTo(asked).isLessThanOrEqualTo(1);
            assertThat(good.requests()).isZero();
            assertThat(events(realm))
                    .hasSize(2)
                    .allSatisfy(
                            event -> {
                                assertThat(event.getError()).isEqualTo("identity_provider_error");
                                assertThat(event.getDetails().get("reason"))
                                        .contains(reason)
                                        .doesNotContain("secret");
                                assertThat(event.getDetails())
                                        .containsEntry("identity_provider", PROJECT.alias());
                            });
            assertThat(new CustomerCalls(realm).signIn(Demo.customer()).status()).isEqualTo(200);
            assertIsLoggedWithoutSecrets(realm, reason);
        }
    }

    /** An administrator is told the reason, but nothing of what the site or the customer sent. */
    private static void assertIsLoggedWithoutSecrets(TestRealm realm, String reason) {
        List<String> lines =
                SERVER.log().lines().filter(line -> line.contains(realm.name())).toList();
        String said = "No keys for identity provider troubled of realm " + realm.name() + ": ";

        assertThat(lines)
                .filteredOn(line -> line.contains(said))
                .singleElement()
                .asString()
                .contains(reason);
        assertThat(SERVER.log()).doesNotContain("<html>secret", "eyJ");
    }

    static Stream<String> privateHosts() {
        return Stream.of("localhost", "127.0.0.1", "127.1.2.3", "[::1]", "[::ffff:127.0.0.1]");
    }

    @ParameterizedTest
    @MethodSource("privateHosts")
    void callsNoPrivateAddressUnlessTheAdminSaysSo(String host) {
        try (JwksServer site = JwksServer.start();
                TestRealm realm =
                        TestRealm.createOn(
                                SERVER, rep -> PROJECT.addTo(rep, site.url(host), false))) {
            site.publish(KEY);

            assertUnavailable(signIn(realm, KEY));

            assertThat(site.requests()).isZero();
            assertThat(events(realm).get(0).getDetails().get("reason"))
                    .isEqualTo("the JWKS address leads into a private network");
        }
    }

    @Test
    void trustsNoServerThatCannotProveItsName() {
        try (JwksServer site = JwksServer.start();
                TestRealm realm = realm(site.url("127.0.0.1"))) {
            site.publish(KEY);

            assertUnavailable(signIn(realm, KEY));

            // In a container this address is the container's own.
            assertThat(events(realm).get(0).getDetails().get("reason"))
                    .containsAnyOf("TLS", "nobody answers");
        }
    }

    @Test
    void recoversByItself() throws InterruptedException {
        try (JwksServer site = JwksServer.start();
                TestRealm realm = realm(site.url(SERVER))) {
            site.answer(500, "");
            assertUnavailable(signIn(realm, KEY));
            site.publish(KEY);

            Thread.sleep(PAUSE_MILLIS + 100);

            assertThat(signIn(realm, KEY).status()).isEqualTo(200);
        }
    }

    @Test
    void servesKnownKeysWhileTheSiteDoesNotAnswer() throws InterruptedException {
        try (JwksServer site = JwksServer.start();
                TestRealm realm = realm(site.url(SERVER))) {
            site.publish(KEY);
            assertThat(signIn(realm, KEY).status()).isEqualTo(200);
            site.hang();
            // Keycloak's minimum interval.
            Thread.sleep(11_100);

            List<CompletableFuture<Answer>> unknown =
                    Pending.calls(WAITING, () -> PROJECT.signIn(realm, UNKNOWN));
            Soon.isTrue(AT_ONCE, "the others wait", () -> site.requests() == 2);
            assertThat(signIn(realm, KEY).status()).isEqualTo(200);
            assertThat(unknown).noneMatch(CompletableFuture::isDone);
            Pending.answers(unknown).forEach(JwksTroubleIT::assertUnavailable);
            // And afterwards too.
            assertThat(signIn(realm, KEY).status()).isEqualTo(200);
        }
    }

    /**
     * On the server with all its connections: who is refused needs a second one for a moment, since
     * Keycloak writes error events in a transaction of their own.
     */
    @Test
    void letsAFewCallsWaitAndAnswersTheOthersAtOnce() {
        KeycloakServer usual = KeycloakServer.get();
        try (JwksServer site = JwksServer.start();
                TestRealm realm =
                        TestRealm.createOn(usual, rep -> PROJECT.addTo(rep, site.url(usual)))) {
            site.hang();

            List<Answer> calls =
                    Pending.answers(Pending.calls(3 * WAITING, () -> PROJECT.signIn(realm, KEY)));

            calls.forEach(JwksTroubleIT::assertUnavailable);
            assertThat(new RealmEvents(realm).refusals())
                    .hasSize(calls.size())
                    .filteredOn("others wait for the keys already"::equals)
                    .hasSize(calls.size() - WAITING);
            assertThat(site.requests()).isEqualTo(1);
        }
    }

    @Test
    void servesAllWhoCameWhileTheKeysWereFetched() {
        try (JwksServer site = JwksServer.start();
                TestRealm realm = realm(site.url(SERVER))) {
            site.delay(1_000, KEY);

            List<Answer> calls =
                    Pending.answers(Pending.calls(WAITING, () -> PROJECT.signIn(realm, KEY)));

            assertThat(calls).allSatisfy(call -> assertThat(call.status()).isEqualTo(200));
            assertThat(site.requests()).isEqualTo(1);
        }
    }

    /** Ten calls wait, and the server has six connections: none of the ten may have one. */
    @Test
    void holdsNoConnectionWhileItWaits() throws InterruptedException {
        JwksProject second = new JwksProject("troubled-too");
        try (JwksServer site = JwksServer.start();
                TestRealm realm =
                        TestRealm.createOn(
                                SERVER,
                                rep -> {
                                    RealmParts.allowRapidSignIns(rep);
                                    PROJECT.addTo(rep, site.url(SERVER));
                                    second.addTo(rep, site.url(SERVER) + "?second");
                                })) {
            site.hang();
            // The realm is loaded from the database by these very calls: their requests' own
            // sessions have a connection too, if nobody gives it back.
            forgetCaches(realm);
            List<CompletableFuture<Answer>> waiting = new ArrayList<>();
            waiting.addAll(Pending.calls(WAITING, () -> PROJECT.signIn(realm, KEY)));
            Soon.isTrue(AT_ONCE, "the first project waits", () -> site.requests() == 1);
            // Not all at once: each of them needs two connections for a moment when it fails.
            Thread.sleep(1_000);
            forgetCaches(realm);
            waiting.addAll(Pending.calls(WAITING, () -> second.signIn(realm, KEY)));
            Soon.isTrue(AT_ONCE, "the second too", () -> site.requests() == 2);

            assertThat(new CustomerCalls(realm).signIn("calm-1").status()).isEqualTo(200);
            long stillWaiting = waiting.stream().filter(call -> !call.isDone()).count();
            assertThat(realm.calls().signin(Demo.AGENT, Demo.PASSWORD).status()).isEqualTo(200);

            assertThat(stillWaiting).isGreaterThan(KeycloakServer.FEW_CONNECTIONS);
            Pending.answers(waiting).forEach(JwksTroubleIT::assertUnavailable);
        }
    }

    private static void forgetCaches(TestRealm realm) {
        realm.admin().clearRealmCache();
    }

    private static TestRealm realm(String url) {
        return TestRealm.createOn(SERVER, rep -> PROJECT.addTo(rep, url));
    }

    private static Answer signIn(TestRealm realm, SigningKey key) {
        return PROJECT.signIn(realm, key);
    }

    private static List<EventRepresentation> events(TestRealm realm) {
        return realm.admin()
                .getEvents(List.of("LOGIN_ERROR"), null, null, null, null, null, 0, 100);
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(ErrorAnswer.check(answer, 503)).isEqualTo("Temporarily unavailable");
        assertThat(answer.header("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 10));
    }
}
