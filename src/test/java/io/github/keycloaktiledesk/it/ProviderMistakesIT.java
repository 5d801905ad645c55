// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.Providers.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Pem;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/**
 * An administrator's mistakes, each in settings that are good but for it: refused with a message
 * that says what to do, both when a provider is added and when one is changed.
 */
class ProviderMistakesIT {

    private static final String SECRET = "5hared5e-2345-4abc-8def-5ec688ed1341";
    private static final SigningKey RSA = SigningKey.generate("RS256", "rsa");
    private static final SigningKey EC = SigningKey.generate("ES256", "ec");
    private static final Map<String, String> SHARED =
            Map.of("clientId", "mistaken", "clientSecret", SECRET);
    private static final Map<String, String> PUBLIC =
            with(SHARED, Map.of("allowedAlgorithms", "RS256", "publicKeys", RSA.pem()));

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final Providers providers = new Providers(REALM);

    /** Also the one that a test finds to be saved in spite of its mistake. */
    @AfterEach
    void removeProviders() {
        providers.aliases().stream()
                .filter(alias -> !alias.equals(Demo.PROVIDER))
                .forEach(providers::remove);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                        identifiers(),
                        secrets(),
                        sharedOrPublic(),
                        publicKeys(),
                        addresses(),
                        numbers())
                .flatMap(mistakes -> mistakes);
    }

    private static Stream<Arguments> identifiers() {
        return Stream.of(
                shared("syncMode", "force", "Sync mode must be IMPORT, LEGACY or FORCE"),
                shared("clientId", " ", "Client ID must be the id of the Tiledesk project"),
                shared("clientId", "a/b", "Client ID"),
                shared("clientId", "a?b", "Client ID"),
                shared("clientId", "a#b", "Client ID"),
                shared("clientId", "a##b", "Client ID"),
                shared("clientId", "a b", "Client ID"),
                shared("clientId", "mistaken ", "Client ID"),
                shared("subscriptions", "s1##a/b", "Subscriptions must be ids"),
                shared("subscriptions", "a b", "Subscriptions"),
                shared("audienceBase", "https://tiledesk.com/", "Audience base must be"),
                shared("audienceBase", "https://tiledesk.com/path", "https://tiledesk.com"),
                shared("audienceBase", "tiledesk.com", "Audience base"),
                shared("audienceBase", "ftp://tiledesk.com", "Audience base"),
                shared("audienceBase", "https://me@tiledesk.com", "Audience base"),
                shared("issuer", "https://site.example.com ", "Issuer must not begin or end"),
                shared("clientId", Demo.PROJECT, "'acme' serves this project"),
                shared("subscriptions", "s1##" + Demo.PROJECT, "'acme' serves this project"));
    }

    private static Stream<Arguments> secrets() {
        return Stream.of(
                shared("clientSecret", "only-31-bytes-of-shared-secret.", "HS256 needs 32 bytes"),
                shared("clientSecret", "", "Client Secret must be the secret that the project"),
                shared("clientSecret", " ", "HS256 needs 32 bytes"),
                shared("allowedAlgorithms", "HS256##HS384", "too short for HS384:"),
                shared("allowedAlgorithms", "HS512", "or switch Legacy secret on"),
                shared("previousSecret", SECRET, "put the secret into the vault"),
                shared("previousSecret", "${vault.}", "put the secret into the vault"),
                shared("previousSecret", "x${vault.key}", "put the secret into the vault"));
    }

    private static Stream<Arguments> sharedOrPublic() {
        return Stream.of(
                shared("allowedAlgorithms", "HS256##none", "among HS256, HS384"),
                shared("allowedAlgorithms", "rs256", "among HS256, HS384"),
                shared("publicKeys", RSA.pem(), "Public keys and JWKS URL must be empty"),
                shared("jwksUrl", "https://site.example.com/jwks", "must be empty"),
                shared("allowedAlgorithms", "RS256", "fill in either Public keys or JWKS URL"),
                open("allowedAlgorithms", "HS256##RS256", "not both"),
                open("jwksUrl", "https://site.example.com/jwks", "either Public keys or JWKS URL"),
                open("previousSecret", "${vault.key}", "Previous secret must be empty"));
    }

    private static Stream<Arguments> publicKeys() {
        String small =
                SigningKey.generate(
                                "RS256",
                                "small",
                                new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4))
                        .pem();
        String secret = Pem.of("PRIVATE KEY", RSA.privateKey().getEncoded());
        Map<String, Object> secretJwk = new HashMap<>(RSA.jwk());
        secretJwk.put("d", "AQAB");
        return Stream.of(
                open("publicKeys", "no key at all", "Public keys: "),
                open("publicKeys", "{\"keys\":[]}", "there is no public key"),
                open("publicKeys", "{\"keys\":[{}]}", "cannot be read"),
                open("publicKeys", secret, "a private key belongs to the site only"),
                open("publicKeys", RSA.pem() + secret, "a private key belongs to the site only"),
                open("publicKeys", SigningKey.jwks(List.of(secretJwk)), "belongs to the site only"),
                open("publicKeys", small, "at least 2048 bits"),
                open("publicKeys", EC.pem(), "Public keys hold no key for RS256"),
                open("publicKeys", RSA.pem() + EC.pem(), "fits none of the allowed algorithms"),
                mistake(
                        with(PUBLIC, Map.of("allowedAlgorithms", "ES256")),
                        "publicKeys",
                        ecKeys(9),
                        "more than 8 keys without kid for ES256"),
                open("allowedAlgorithms", "RS256##ES256", "no key for ES256"),
                open("allowedAlgorithms", "EdDSA", "no key for EdDSA"));
    }

    private static String ecKeys(int count) {
        return Stream.generate(() -> SigningKey.generate("ES256", "ec").pem())
                .limit(count)
                .collect(Collectors.joining());
    }

    private static Stream<Arguments> addresses() {
        return Stream.of(
                        "http://site.example.com/jwks",
                        "https://me:" + SECRET + "@site.example.com/jwks",
                        "https://me@site.example.com/jwks",
                        "https:///jwks",
                        "https://a b/jwks",
                        "/jwks")
                .map(
                        url ->
                                Arguments.of(
                                        "jwksUrl=" + url,
                                        with(
                                                SHARED,
                                                Map.of(
                                                        "allowedAlgorithms",
                                                        "RS256",
                                                        "jwksUrl",
                                                        url)),
                                        "JWKS URL must begin with https://"));
    }

    private static Stream<Arguments> numbers() {
        return Stream.of(
                shared("maxLifetime", "0", "Maximum lifetime must be a number of seconds from 1"),
                shared("maxLifetime", "-1", "Maximum lifetime"),
                shared("maxLifetime", "unlimited", "Maximum lifetime"),
                shared("maxLifetime", "31536001", "to 31536000"),
                shared("clockSkew", "601", "Allowed clock skew must be a number"),
                shared("clockSkew", "-1", "Allowed clock skew"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void areRefused(String what, Map<String, String> settings, String expected) {
        IdentityProviderRepresentation added = Providers.describe("mistaken", settings);

        assertHelpful(providers.refusalToAdd(added), expected, settings);
        assertThat(providers.aliases()).doesNotContain("mistaken");

        providers.add("changed", with(SHARED, Map.of("clientId", "changed")));
        IdentityProviderRepresentation before = providers.read("changed");
        assertHelpful(providers.refusalToSet("changed", settings), expected, settings);
        assertThat(providers.read("changed")).usingRecursiveComparison().isEqualTo(before);
    }

    private static void assertHelpful(
            String message, String expected, Map<String, String> settings) {
        assertThat(message).contains(expected).doesNotContain(SECRET, "AQAB");
        settings.getOrDefault("publicKeys", "")
                .lines()
                .filter(line -> !line.startsWith("-"))
                .forEach(line -> assertThat(message).doesNotContain(line));
    }

    /** The settings that each mistake is made in are good. */
    @Test
    void areTheOnlyThingThatIsWrong() {
        Map<String, String> most =
                with(PUBLIC, Map.of("allowedAlgorithms", "ES256", "publicKeys", ecKeys(8)));
        for (Map<String, String> settings : List.of(SHARED, PUBLIC, most)) {
            providers.add("mistaken", settings);
            providers.remove("mistaken");
        }
    }

    @Test
    void includeASecondProviderForASubscription() {
        providers.add("first", settings("first", "s1##s2"));
        for (Map<String, String> second :
                List.of(
                        settings("second", "s3##s2"),
                        settings("second", "first"),
                        settings("s1", "s3"))) {
            assertThat(providers.refusalToAdd(Providers.describe("second", second)))
                    .contains("'first' serves this project or subscription");
        }
        providers.change("first", provider -> provider.setEnabled(false));
        assertThat(providers.refusalToAdd(Providers.describe("second", settings("second", "s1"))))
                .contains("'first' serves");

        // Elsewhere the same id is another one.
        Map<String, String> elsewhere =
                with(settings("first", "s2"), Map.of("audienceBase", "https://chat.example.com"));
        providers.add("elsewhere", elsewhere);
        assertThat(
                        providers.refusalToSet(
                                "elsewhere", Map.of("audienceBase", "https://tiledesk.com")))
                .contains("'first' serves");
    }

    @Test
    void includeTheIssuerOfAnotherProvider() {
        IdentityProviderRepresentation other =
                Providers.describe(
                        "other-issuer",
                        Map.of(
                                "issuer", "https://issuer.example.com",
                                "clientId", "other",
                                "clientSecret", "other",
                                "authorizationUrl", "https://issuer.example.com/auth",
                                "tokenUrl", "https://issuer.example.com/token",
                                "jwtAuthorizationGrantEnabled", "true",
                                "useJwksUrl", "true",
                                "jwksUrl", "https://issuer.example.com/jwks"));
        other.setProviderId("oidc");
        REALM.admin().identityProviders().create(other).close();
        assertThat(providers.aliases()).contains("other-issuer");
        Map<String, String> same = with(PUBLIC, Map.of("issuer", "https://issuer.example.com"));

        assertThat(providers.refusalToAdd(Providers.describe("mistaken", same)))
                .contains("'other-issuer' has this issuer already", "Accepted issuers");
        // Where Keycloak's token endpoint does not look, it takes nobody's place.
        Map<String, String> shared = with(SHARED, Map.of("issuer", "https://issuer.example.com"));
        providers.add("no-mistake", shared);
    }

    @Test
    void includeTheMaskOfASecretThatIsNotThere() {
        Map<String, String> masked = with(SHARED, Map.of("clientSecret", Providers.MASK));
        assertThat(providers.refusalToAdd(Providers.describe("masked", masked)))
                .contains("enter the secret itself");

        IdentityProviderRepresentation stranger = Providers.describe("masked", masked);
        stranger.setInternalId("0e5d1ce7-10e1-42da-b706-a8b0aa7a1f90");
        assertThat(providers.refusalToAdd(stranger)).contains("enter the secret itself");

        // The id of one that is there: Keycloak stores no second one under it.
        IdentityProviderRepresentation twin = Providers.describe("masked", masked);
        twin.setInternalId(providers.read(Demo.PROVIDER).getInternalId());
        try (var response = REALM.admin().identityProviders().create(twin)) {
            assertThat(response.getStatus()).isEqualTo(409);
        }
        assertThat(providers.aliases()).doesNotContain("masked");
        assertThat(new CustomerCalls(REALM).signIn("masked-1").status()).isEqualTo(200);
    }

    /** What is stored is judged, not the ten characters of the mask. */
    @Test
    void areSeenBehindTheMask() {
        assertThat(
                        providers.refusalToSet(
                                Demo.PROVIDER,
                                Map.of("legacySecret", "false", "clientSecret", Providers.MASK)))
                .contains("too short for HS384, HS512");
        assertThat(new CustomerCalls(REALM).signIn("masked-2").status()).isEqualTo(200);
    }

    private static Map<String, String> settings(String project, String subscriptions) {
        return with(SHARED, Map.of("clientId", project, "subscriptions", subscriptions));
    }

    private static Arguments shared(String setting, String value, String expected) {
        return mistake(SHARED, setting, value, expected);
    }

    private static Arguments open(String setting, String value, String expected) {
        return mistake(PUBLIC, setting, value, expected);
    }

    private static Arguments mistake(
            Map<String, String> good, String setting, String value, String expected) {
        String name = setting + "=" + value.lines().findFirst().orElse("");
        return Arguments.of(name, with(good, Map.of(setting, value)), expected);
    }
}
