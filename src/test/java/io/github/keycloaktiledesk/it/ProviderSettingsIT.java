// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.Providers.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Good settings of a provider: saved, read back, edited, and heeded. */
class ProviderSettingsIT {

    private static final String SECRET = "5hared5e-2345-4abc-8def-5ec688ed1341";
    private static final String OLD_SECRET = "0ld5ec00-2345-4abc-8def-5ec688ed1341";
    private static final Map<String, String> SHARED =
            Map.of("clientId", "good", "clientSecret", SECRET);

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final Providers providers = new Providers(REALM);

    static Stream<Map<String, String>> good() {
        SigningKey rsa = SigningKey.generate("RS256", "rsa");
        SigningKey ec = SigningKey.generate("ES256", "ec");
        SigningKey ed = SigningKey.generate("EdDSA", "ed");
        return Stream.of(
                Map.of(),
                Map.of("allowedAlgorithms", "HS256##HS384##HS512", "legacySecret", "true"),
                Map.of("allowedAlgorithms", "HS512", "clientSecret", "s".repeat(64)),
                Map.of("previousSecret", "${vault.previous}"),
                Map.of("clientSecret", "${vault.present}"),
                Map.of("allowedAlgorithms", "RS256##PS512", "publicKeys", rsa.pem()),
                Map.of("allowedAlgorithms", "ES256##RS256", "publicKeys", rsa.pem() + ec.pem()),
                Map.of("allowedAlgorithms", "EdDSA", "publicKeys", SigningKey.jwks(ed)),
                Map.of(
                        "allowedAlgorithms", "RS256##ES512",
                        "jwksUrl", "https://site.example.com:8443/jwks?v=1",
                        "allowPrivateAddresses", "true",
                        // Not used, so anything will do.
                        "clientSecret", "-"),
                Map.of("issuer", "acme", "acceptedIssuers", "https://a.example.com##urn:b"),
                Map.of("audienceBase", "http://[::1]:3000", "subscriptions", "s1##s2"),
                Map.of("clockSkew", "600", "maxLifetime", "31536000"),
                Map.of("clockSkew", "0", "maxLifetime", "1"),
                Map.of("expirationOptional", "true", "requireProjectPrefix", "true"),
                Map.of("singleUse", "true", "allowExistingUsers", "true"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void areReadBackAsTheyWereSaved(Map<String, String> settings) {
        providers.add("good", with(SHARED, settings));
        try {
            IdentityProviderRepresentation added = providers.read("good");
            assertShown(added, settings);

            // What the console sends when something else was changed.
            providers.change("good", provider -> provider.setDisplayName("Good"));
            IdentityProviderRepresentation edited = providers.read("good");
            assertThat(edited.getDisplayName()).isEqualTo("Good");
            assertThat(edited.getConfig()).isEqualTo(added.getConfig());

            providers.set("good", Map.of("maxLifetime", "77"));
            assertThat(providers.read("good").getConfig())
                    .isEqualTo(with(added.getConfig(), Map.of("maxLifetime", "77")));
        } finally {
            providers.remove("good");
        }
    }

    private static void assertShown(
            IdentityProviderRepresentation provider, Map<String, String> settings) {
        Map<String, String> expected = with(SHARED, settings);
        String secret = expected.get("clientSecret");
        expected.put("clientSecret", secret.startsWith("${vault.") ? secret : Providers.MASK);
        assertThat(provider.getConfig()).containsAllEntriesOf(expected);
        assertThat(provider.isHideOnLogin()).isTrue();
    }

    @Test
    void areTheDefaultsWhereNoneIsGiven() {
        providers.add("plain", with(SHARED, Map.of("clientId", "plain")));

        assertThat(signIn(token("plain")).status()).isEqualTo(200);
        assertRefused(token("plain").without("exp"));
        assertRefused(token("plain").algorithm("HS384"));
        assertRefused(token("plain").claim("iat", Seconds.now() + 3600));
        assertRefused(token("plain").claim("exp", Seconds.now() + 86_400 + 3600));
    }

    @Test
    void areHeeded() {
        providers.add(
                "heeded",
                with(
                        SHARED,
                        Map.of(
                                "clientId", "heeded",
                                "issuer", "site-1",
                                "acceptedIssuers", "site-2##site-3",
                                "audienceBase", "https://chat.example.com",
                                "subscriptions", "s-1##s-2",
                                "clockSkew", "60",
                                "maxLifetime", "100",
                                "expirationOptional", "true",
                                "requireProjectPrefix", "true",
                                "singleUse", "true")));

        assertThat(signIn(heeded()).status()).isEqualTo(200);
        for (String issuer : List.of("site-2", "site-3")) {
            assertThat(signIn(heeded().claim("iss", issuer)).status()).isEqualTo(200);
        }
        for (String id : List.of("s-1", "s-2")) {
            CustomToken connector =
                    heeded().claim("aud", "https://chat.example.com/subscriptions/" + id);
            assertThat(signIn(connector).status()).isEqualTo(200);
        }
        assertThat(signIn(heeded().claim("iat", Seconds.now() + 30)).status()).isEqualTo(200);

        assertRefused(heeded().claim("iss", "site-4"));
        assertRefused(heeded().without("iss"));
        assertRefused(heeded().claim("aud", "https://tiledesk.com/projects/heeded"));
        assertRefused(heeded().claim("aud", "https://chat.example.com/subscriptions/heeded"));
        assertRefused(heeded().claim("aud", "https://chat.example.com/projects/s-1"));
        assertRefused(heeded().claim("iat", Seconds.now() + 120));
        assertRefused(heeded().claim("exp", Seconds.now() + 200));
        assertRefused(heeded().claim("_id", "42"));
        assertRefused(heeded().without("jti"));
        CustomToken once = heeded();
        assertThat(signIn(once).status()).isEqualTo(200);
        assertRefused(once);
    }

    /** What no form lets pass may come by other ways; it signs in nobody, and admins learn why. */
    @Test
    void areJudgedAgainWhenTheyAreUsed() {
        Map<Map<String, String>, String> bad =
                Map.of(
                        Map.of("allowedAlgorithms", "HS256##RS256"), "not both",
                        Map.of("allowedAlgorithms", "HS256##none"), "must be among",
                        Map.of("maxLifetime", "0"), "Maximum lifetime",
                        Map.of("clockSkew", "100000"), "Allowed clock skew",
                        Map.of("previousSecret", OLD_SECRET), "put the secret into the vault",
                        Map.of("clientSecret", "short"), "too short for HS256",
                        Map.of("clientSecret", "${vault.nowhere}"),
                                "Client Secret is not in the vault");
        RealmEvents events = new RealmEvents(REALM);
        bad.forEach(
                (settings, reason) -> {
                    providers.add("planted", with(SHARED, Map.of("clientId", "planted")));
                    try {
                        assertThat(signIn(token("planted")).status()).isEqualTo(200);
                        events.clear();

                        providers.plant("planted", settings);

                        assertRefused(token("planted"));
                        settings.values()
                                .forEach(
                                        secret ->
                                                assertThat(
                                                                REALM.calls()
                                                                        .customToken(
                                                                                token("planted")
                                                                                        .sign(
                                                                                                secret))
                                                                        .status())
                                                        .isEqualTo(401));
                        assertThat(events.refusals())
                                .hasSize(2)
                                .allSatisfy(
                                        refusal ->
                                                assertThat(refusal)
                                                        .contains(reason)
                                                        .doesNotContain(SECRET, OLD_SECRET));
                    } finally {
                        providers.remove("planted");
                    }
                });
    }

    private static CustomToken heeded() {
        return token("heeded")
                .claim("aud", "https://chat.example.com/projects/heeded")
                .claim("iss", "site-1")
                .claim("jti", UUID.randomUUID().toString())
                .without("exp");
    }

    private static CustomToken token(String project) {
        return Demo.customer()
                .claim("_id", project + "_1")
                .claim("aud", "https://tiledesk.com/projects/" + project);
    }

    private static Answer signIn(CustomToken token) {
        return REALM.calls().customToken(token.sign(SECRET));
    }

    private static void assertRefused(CustomToken token) {
        Answer answer = signIn(token);
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
    }
}
