// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.JwksProject;
import io.github.keycloaktiledesk.it.server.JwksServer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Which of a site's keys are accepted when, and how often the site is asked for them. */
class JwksIT {

    /** Seconds between two requests for the same keys. */
    private static final int INTERVAL = 3;

    @AutoClose
    private static final KeycloakServer SERVER =
            KeycloakServer.start(
                    Map.of(
                            "spi-public-key-storage--infinispan--min-time-between-requests",
                            String.valueOf(INTERVAL)));

    private static final SigningKey FIRST = SigningKey.generate("ES256", "first");
    private static final SigningKey SECOND = SigningKey.generate("ES256", "second");
    private static final JwksProject PROJECT = new JwksProject("published");

    private JwksServer site;
    private TestRealm realm;

    @BeforeEach
    void start() {
        site = JwksServer.start();
        site.publish(FIRST);
        realm = TestRealm.createOn(SERVER, rep -> PROJECT.addTo(rep, site.url(SERVER)));
    }

    @AfterEach
    void stop() {
        realm.close();
        site.close();
    }

    @Test
    void asksTheSiteOnceForManyTokens() {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(FIRST).status()).isEqualTo(200);
        }

        assertThat(site.requests()).isEqualTo(1);
    }

    @Test
    void asksTheSiteOnceForManyTokensThatNameNoKey() {
        for (int i = 0; i < 5; i++) {
            CustomToken token = PROJECT.customer().algorithm("ES256");
            assertThat(realm.calls().customToken(FIRST.signed(token)).status()).isEqualTo(200);
        }

        assertThat(site.requests()).isEqualTo(1);
    }

    /** Nobody is there to be told when they are published, so an administrator is. */
    @Test
    void warnsOfKeysThatAreNeverTried() {
        List<SigningKey> keys =
                Stream.generate(() -> SigningKey.generate("ES256", "none")).limit(9).toList();
        publishUnnamed(keys.subList(0, 8));
        String warning =
                "The JWKS of identity provider %s of realm %s has more than 8 keys without kid for ES256"
                        .formatted(PROJECT.alias(), realm.name());
        assertThat(unnamed(keys.get(7))).isEqualTo(200);
        assertThat(SERVER.log()).doesNotContain(warning);

        publishUnnamed(keys);
        IdentityProviderResource provider = realm.admin().identityProviders().get(PROJECT.alias());
        provider.update(provider.toRepresentation());

        assertThat(unnamed(keys.get(8))).isEqualTo(401);
        assertThat(unnamed(keys.get(7))).isEqualTo(200);
        assertThat(site.requests()).isEqualTo(2);
        assertThat(SERVER.log().split(warning, -1)).hasSize(2);
    }

    private void publishUnnamed(List<SigningKey> keys) {
        List<Map<String, Object>> jwks = keys.stream().map(SigningKey::jwk).toList();
        jwks.forEach(jwk -> jwk.remove("kid"));
        site.answer(200, SigningKey.jwks(jwks));
    }

    private int unnamed(SigningKey key) {
        CustomToken token = PROJECT.customer().algorithm("ES256");
        return realm.calls().customToken(key.signed(token)).status();
    }

    @Test
    void followsTheRotationOfKeys() throws InterruptedException {
        assertThat(signIn(FIRST).status()).isEqualTo(200);
        site.publish(FIRST, SECOND);
        afterInterval();
        assertThat(signIn(SECOND).status()).isEqualTo(200);
        assertThat(signIn(FIRST).status()).isEqualTo(200);
        assertThat(site.requests()).isEqualTo(2);

        site.publish(SECOND);
        afterInterval();
        // An unknown key has the keys fetched anew, and the removed one is gone.
        assertThat(signIn(SigningKey.generate("ES256", "third")).status()).isEqualTo(401);
        assertThat(signIn(FIRST).status()).isEqualTo(401);
        assertThat(signIn(SECOND).status()).isEqualTo(200);
        assertThat(new RealmEvents(realm).refusals().get(0)).isEqualTo("no key with this kid");
    }

    @Test
    void asksAtMostOnceAnIntervalWhateverIdsAreMadeUp() {
        assertThat(signIn(FIRST).status()).isEqualTo(200);
        long start = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            SigningKey madeUp = SigningKey.generate("ES256", UUID.randomUUID().toString());
            assertThat(signIn(madeUp).status()).isEqualTo(401);
        }

        long intervals = (System.nanoTime() - start) / 1_000_000_000L / INTERVAL;
        assertThat(site.requests()).isBetween(1, (int) (2 + intervals));
        assertThat(signIn(FIRST).status()).isEqualTo(200);
    }

    @Test
    void forgetsTheKeysWhenTheProviderIsSaved() {
        assertThat(signIn(FIRST).status()).isEqualTo(200);
        site.publish(SECOND);
        assertThat(signIn(FIRST).status()).isEqualTo(200);

        IdentityProviderResource provider = realm.admin().identityProviders().get(PROJECT.alias());
        provider.update(provider.toRepresentation());

        assertThat(signIn(FIRST).status()).isEqualTo(401);
        assertThat(signIn(SECOND).status()).isEqualTo(200);
        assertThat(site.requests()).isEqualTo(2);
    }

    @Test
    void takesTheKeysOfTheNewAddressOnly() {
        try (JwksServer moved = JwksServer.start()) {
            moved.publish(SECOND);
            assertThat(signIn(FIRST).status()).isEqualTo(200);

            IdentityProviderResource provider =
                    realm.admin().identityProviders().get(PROJECT.alias());
            IdentityProviderRepresentation settings = provider.toRepresentation();
            settings.getConfig().put("jwksUrl", moved.url(SERVER));
            provider.update(settings);

            assertThat(signIn(SECOND).status()).isEqualTo(200);
            assertThat(signIn(FIRST).status()).isEqualTo(401);
        }
    }

    @Test
    void takesNoKeyOfAnotherProject() {
        JwksProject other = new JwksProject("other");
        try (TestRealm two =
                TestRealm.createOn(
                        SERVER,
                        rep -> {
                            PROJECT.addTo(rep, site.url(SERVER));
                            other.addTo(rep, site.url(SERVER) + "?other");
                        })) {
            assertThat(PROJECT.signIn(two, FIRST).status()).isEqualTo(200);
            site.publish(SECOND);

            assertThat(other.signIn(two, FIRST).status()).isEqualTo(401);
            assertThat(other.signIn(two, SECOND).status()).isEqualTo(200);
        }
    }

    private Answer signIn(SigningKey key) {
        return PROJECT.signIn(realm, key);
    }

    /** Keycloak counts whole seconds, and more than the interval must have passed. */
    private static void afterInterval() throws InterruptedException {
        Thread.sleep((INTERVAL + 1) * 1000L + 100);
    }
}
