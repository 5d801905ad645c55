// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.ErrorAnswer.assertRefused;
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
 * Which custom tokens are verified, and which are not, where {@link AssertionVectorsIT} cannot say
 * so: by the server's clock and by the realm's providers. Each differs from a good one in one
 * thing.
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
        long hour = 3600;
        long day = 86_400;
        return Stream.of(
                Arguments.of(
                        "expired",
                        customer().claim("iat", now - 2 * hour).claim("exp", now - hour)),
                Arguments.of("exp is missing", customer().without("exp")),
                Arguments.of("exp is no date", customer().claim("exp", "" + (now + hour))),
                Arguments.of(
                        "not yet valid",
                        customer().claim("nbf", now + hour).claim("exp", now + 2 * hour)),
                Arguments.of(
                        "issued in the future",
                        customer().claim("iat", now + hour).claim("exp", now + 2 * hour)),
                Arguments.of(
                        "lives longer than the provider allows",
                        customer().claim("exp", now + day + hour)),
                Arguments.of(
                        "lives longer than the provider allows",
                        customer().without("iat").claim("exp", now + day + hour)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTimes")
    void refusesWhatIsNotOfNow(String reason, CustomToken token) {
        assertRefused(customers.signIn(token));

        assertThat(new RealmEvents(REALM).refusals()).first().isEqualTo(reason);
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

    /** The audience alone says whose it is, and it is signed too. */
    @Test
    void tellsProjectsApartThatShareASecret() {
        try (TestRealm realm =
                TestRealm.create(
                        rep ->
                                RealmParts.addProvider(
                                        rep, "other", "other-project", Demo.SECRET))) {
            CustomerCalls both = new CustomerCalls(realm);
            String others = "https://tiledesk.com/projects/other-project";

            Answer ours = both.signIn(customer());
            Answer theirs = both.signIn(customer().claim("aud", others));

            assertThat(ours.status()).as(ours.text()).isEqualTo(200);
            assertThat(theirs.status()).as(theirs.text()).isEqualTo(200);
            assertThat(theirs.userId()).isNotEqualTo(ours.userId());
            assertThat(both.links(theirs.userId()))
                    .singleElement()
                    .satisfies(link -> assertThat(link.getIdentityProvider()).isEqualTo("other"));
            assertRefused(both.signIn(customer().claim("aud", List.of(AUDIENCE, others))));
        }
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

    /** Databases look providers up without regard to case. */
    @Test
    void refusesAudiencesThatAreOnlyLikeIt() {
        for (String audience :
                List.of(
                        AUDIENCE.replace(Demo.PROJECT, Demo.PROJECT.toUpperCase(Locale.ROOT)),
                        AUDIENCE.replace("projects", "subscriptions"))) {
            assertRefused(customers.signIn(customer().claim("aud", audience)));
        }
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
}
