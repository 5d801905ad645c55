package io.github.keycloaktiledesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which custom tokens are verified, and which are not. Each differs from a good one in one thing.
 */
class CustomTokenIT {

    private static final String AUDIENCE = "https://tiledesk.com/projects/" + Demo.PROJECT;
    private static final String OTHER_SECRET = "another-secret-of-thirty-two-bytes-or-more";

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final CustomerCalls customers = new CustomerCalls(REALM);

    @Test
    void takesTheGoodOne() {
        assertThat(customers.signIn(customer()).status()).isEqualTo(200);
    }

    static Stream<Arguments> badTimes() {
        long now = Seconds.now();
        return Stream.of(
                Arguments.of("expired", customer().claim("iat", now - 60).claim("exp", now - 1)),
                Arguments.of("without exp", customer().without("exp")),
                Arguments.of("exp a text", customer().claim("exp", "" + (now + 60))),
                Arguments.of("exp beyond all", customer().claim("exp", Long.MAX_VALUE)),
                Arguments.of("not yet valid", customer().claim("nbf", now + 60)),
                Arguments.of("nbf a text", customer().claim("nbf", "0")),
                Arguments.of("from the future", customer().claim("iat", now + 60)),
                Arguments.of("iat negative", customer().claim("iat", -1)),
                Arguments.of("too long a life", customer().claim("exp", now + 86_400 + 60)),
                Arguments.of(
                        "too long a life without iat",
                        customer().without("iat").claim("exp", now + 86_400 + 60)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTimes")
    void refusesWhatIsNotOfNow(String what, CustomToken token) {
        assertRefused(customers.signIn(token));
    }

    @Test
    void takesADayOfLifeAndNoIat() {
        long now = Seconds.now();

        assertThat(
                        customers
                                .signIn(customer().claim("iat", now).claim("exp", now + 86_400))
                                .status())
                .isEqualTo(200);
        assertThat(customers.signIn(customer().without("iat").claim("nbf", now)).status())
                .isEqualTo(200);
    }

    @Test
    void refusesAnotherSecret() {
        assertRefused(REALM.calls().customToken(customer().sign(OTHER_SECRET)));
    }

    @Test
    void refusesTheSecretOfAnotherProject() {
        try (TestRealm realm =
                TestRealm.create(
                        rep ->
                                RealmParts.addProvider(
                                        rep, "other", "other-project", OTHER_SECRET))) {
            CustomToken others =
                    customer().claim("aud", "https://tiledesk.com/projects/other-project");

            assertThat(realm.calls().customToken(others.sign(OTHER_SECRET)).status())
                    .isEqualTo(200);
            assertRefused(realm.calls().customToken(others.sign(Demo.SECRET)));
            assertRefused(realm.calls().customToken(customer().sign(OTHER_SECRET)));
        }
    }

    @Test
    void refusesTokensWithoutSignature() {
        assertRefused(REALM.calls().customToken(customer().algorithm("none").signed(new byte[0])));
        assertRefused(REALM.calls().customToken(customer().signed(new byte[0])));
    }

    static Stream<String> foreignAlgorithms() {
        return Stream.of("RS256", "none", "None", "ES256", "hs256", "HS1", "");
    }

    /** The signature is right; only the header says another thing. */
    @ParameterizedTest
    @MethodSource("foreignAlgorithms")
    void refusesAlgorithmsOfOtherKeys(String algorithm) {
        CustomToken token = customer().algorithm(algorithm);

        assertRefused(REALM.calls().customToken(token.signHs256(Demo.SECRET.getBytes(UTF_8))));
    }

    @Test
    void refusesAlgorithmsThatTheProviderDoesNotAllow() {
        try (TestRealm realm =
                TestRealm.create(RealmParts.providerWith("allowedAlgorithms", "HS512"))) {
            CustomerCalls strict = new CustomerCalls(realm);

            assertRefused(strict.signIn(customer()));
            assertThat(strict.signIn(customer().algorithm("HS512")).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesCriticalHeaderParameters() {
        assertRefused(customers.signIn(customer().header("crit", List.of("exp"))));
        assertRefused(customers.signIn(customer().header("b64", false)));
    }

    @Test
    void refusesClaimsThatStandTwice() {
        long now = Seconds.now();
        String claims =
                "\"_id\":\"twice-1\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d"
                        .formatted(AUDIENCE, now, now + 60);

        assertThat(customers.signIn(new CustomToken().payload("{" + claims + "}")).status())
                .isEqualTo(200);
        assertRefused(
                customers.signIn(new CustomToken().payload("{\"_id\":\"x\"," + claims + "}")));
        assertRefused(
                customers.signIn(new CustomToken().payload("{" + claims + "} {\"_id\":\"x\"}")));
    }

    static Stream<Object> foreignAudiences() {
        return Stream.of(
                List.of(AUDIENCE, "https://tiledesk.com"),
                List.of(AUDIENCE, AUDIENCE),
                List.of(),
                AUDIENCE + "/",
                AUDIENCE + "?a=b",
                AUDIENCE + "#a",
                AUDIENCE.replace("https", "http"),
                AUDIENCE.replace("tiledesk.com", "example.com"),
                AUDIENCE.replace(Demo.PROJECT, Demo.PROJECT.toUpperCase(Locale.ROOT)),
                AUDIENCE.replace(Demo.PROJECT, "aaaaaaaaaaaaaaaaaaaaaaaa"),
                AUDIENCE.replace(Demo.PROJECT, ""),
                AUDIENCE.replace("projects", "subscriptions"),
                AUDIENCE.replace("projects", "bots"),
                "https://tiledesk.com",
                Demo.PROJECT,
                7,
                Map.of("a", 1));
    }

    @ParameterizedTest
    @MethodSource("foreignAudiences")
    void refusesOtherAudiences(Object audience) {
        assertRefused(customers.signIn(customer().claim("aud", audience)));
    }

    @Test
    void takesAnArrayOfTheOneAudience() {
        assertThat(customers.signIn(customer().claim("aud", List.of(AUDIENCE))).status())
                .isEqualTo(200);
    }

    @Test
    void asksForAnAudience() {
        for (CustomToken token :
                List.of(
                        customer().without("aud"),
                        customer().claim("aud", ""),
                        customer().claim("aud", null))) {
            Answer answer = customers.signIn(token);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("msg").asText()).isEqualTo("JWT Aud field is required");
        }
    }

    @Test
    void refusesShortSecretsAndSaysWhyToAdminsOnly() {
        assertTooShort("only-31-bytes-of-shared-secret.", "HS256", "true");
        assertTooShort(Demo.SECRET, "HS512", "false");
        assertTooShort(Demo.SECRET, "HS384", "false");
    }

    private static void assertTooShort(String secret, String algorithm, String legacySecret) {
        try (TestRealm realm = TestRealm.create()) {
            new Providers(realm)
                    .plant(
                            Demo.PROVIDER,
                            Map.of("clientSecret", secret, "legacySecret", legacySecret));
            Answer answer = realm.calls().customToken(customer().algorithm(algorithm).sign(secret));

            assertRefused(answer);
            assertThat(new RealmEvents(realm).refusals())
                    .singleElement()
                    .asString()
                    .contains("too short", algorithm)
                    .doesNotContain(secret);
            assertThat(new RealmUsers(realm).having("tiledesk.kind", "customer")).isEmpty();
        }
    }

    private static CustomToken customer() {
        return Demo.customer();
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.json().path("success").asBoolean(true)).isFalse();
        assertThat(answer.json().path("msg").asText()).isEqualTo("Unauthorized");
    }
}
