// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an admin may demand of custom tokens besides the defaults, and what that changes. */
class CustomerSettingsIT {

    private static final String OTHER_PROJECT = "other-project";

    @AutoClose
    private static final TestRealm REALM =
            TestRealm.create(
                    realm -> {
                        RealmParts.addProvider(realm, "other", OTHER_PROJECT, Demo.SECRET);
                        realm.getIdentityProviders().get(1).getConfig().put("singleUse", "true");
                    });

    private final CustomerCalls customers = new CustomerCalls(REALM);
    private final RealmEvents events = new RealmEvents(REALM);

    @BeforeEach
    void startsWithTheDefaults() {
        customers.set(
                Map.of(
                        "singleUse", "false",
                        "expirationOptional", "false",
                        "requireProjectPrefix", "false",
                        "acceptedIssuers", "",
                        "issuer", "",
                        "clockSkew", "0"));
        events.clear();
    }

    @Test
    void takesATokenAgainByDefault() {
        String token = Demo.customer().claim("jti", "default").sign(Demo.SECRET);

        assertThat(REALM.calls().customToken(token).status()).isEqualTo(200);
        assertThat(REALM.calls().customToken(token).status()).isEqualTo(200);
    }

    @Test
    void takesATokenOnceIfSoSet() {
        set("singleUse", "true");
        String token = Demo.customer().claim("jti", "once").sign(Demo.SECRET);

        Answer first = REALM.calls().customToken(token);
        assertThat(first.status()).isEqualTo(200);
        assertRefused(REALM.calls().customToken(token), "jti has been used");
        assertRefused(
                customers.signIn(Demo.customer().claim("jti", "once").claim("_id", "another")),
                "jti has been used");
        assertRefused(customers.signIn(Demo.customer()), "jti is missing");
        assertRefused(customers.signIn(Demo.customer().claim("jti", 7)), "jti is missing");
        // What came back is no custom token, and may come as often as it likes.
        assertThat(REALM.calls().customToken(first.token()).status()).isEqualTo(200);
        assertThat(REALM.calls().customToken(first.token()).status()).isEqualTo(200);
    }

    @Test
    void tellsTokensOfOneProviderFromThoseOfAnother() {
        set("singleUse", "true");
        CustomToken token = Demo.customer().claim("jti", "both");

        assertThat(customers.signIn(token).status()).isEqualTo(200);
        assertThat(
                        customers
                                .signIn(
                                        token.claim(
                                                "aud",
                                                "https://tiledesk.com/projects/" + OTHER_PROJECT))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void takesOneOfEightAtTheSameMoment() {
        set("singleUse", "true");
        String token = Demo.customer().claim("_id", "8").claim("jti", "eight").sign(Demo.SECRET);

        Supplier<Integer> call = () -> REALM.calls().customToken(token).status();
        List<Integer> statuses = AtOnce.call(Collections.nCopies(8, call));

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(7);
    }

    @Test
    void keepsATokenUsableThatWasRefusedForAnotherReason() {
        String user = customers.signIn("refused-first").userId();
        set("singleUse", "true");
        RealmUsers users = new RealmUsers(REALM);
        String token =
                Demo.customer()
                        .claim("_id", "refused-first")
                        .claim("jti", "kept")
                        .sign(Demo.SECRET);

        users.change(user, disabled -> disabled.setEnabled(false));
        assertRefused(REALM.calls().customToken(token), "user disabled");
        users.change(user, enabled -> enabled.setEnabled(true));

        assertThat(REALM.calls().customToken(token).status()).isEqualTo(200);
    }

    @Test
    void takesTokensWithoutExpIfSoSet() {
        long now = Seconds.now();
        set("expirationOptional", "true");

        assertThat(customers.signIn(Demo.customer().without("exp")).status()).isEqualTo(200);
        assertThat(
                        customers
                                .signIn(
                                        Demo.customer()
                                                .without("exp")
                                                .claim("iat", now - 86_400 + 60))
                                .status())
                .isEqualTo(200);
        assertRefused(
                customers.signIn(Demo.customer().without("exp").claim("iat", now - 86_400)),
                "expired");
        assertRefused(
                customers.signIn(Demo.customer().without("exp").without("iat")),
                "exp and iat are missing");
        assertRefused(
                customers.signIn(Demo.customer().claim("iat", now - 60).claim("exp", now - 1)),
                "expired");
    }

    @Test
    void wantsTheProjectInFrontOfTheIdIfSoSet() {
        set("requireProjectPrefix", "true");

        assertThat(customers.signIn(Demo.PROJECT + "_7").status()).isEqualTo(200);
        for (String id : List.of("7", Demo.PROJECT, "x" + Demo.PROJECT + "_7")) {
            assertRefused(customers.signIn(id), "_id does not begin with the project id");
        }
    }

    @Test
    void wantsOneOfTheAcceptedIssuers() {
        set("issuer", "https://site.example");
        set("acceptedIssuers", "old##older");

        for (String issuer : List.of("https://site.example", "old", "older")) {
            assertThat(customers.signIn(Demo.customer().claim("iss", issuer)).status())
                    .as(issuer)
                    .isEqualTo(200);
        }
        for (Object issuer : List.of("https://site.example/", "OLD", "", 7, List.of("old"))) {
            assertRefused(
                    customers.signIn(Demo.customer().claim("iss", issuer)),
                    "iss is not an accepted issuer");
        }
        assertRefused(customers.signIn(Demo.customer()), "iss is not an accepted issuer");
    }

    @Test
    void forgivesTheClockWhatIsSet() {
        set("clockSkew", "60");
        long now = Seconds.now();

        assertThat(
                        customers
                                .signIn(
                                        Demo.customer()
                                                .claim("iat", now + 30)
                                                .claim("nbf", now + 30))
                                .status())
                .isEqualTo(200);
        assertThat(
                        customers
                                .signIn(
                                        Demo.customer()
                                                .claim("iat", now - 90)
                                                .claim("exp", now - 30))
                                .status())
                .isEqualTo(200);
        assertRefused(
                customers.signIn(Demo.customer().claim("iat", now + 120)), "issued in the future");
    }

    private void set(String setting, String value) {
        customers.set(Map.of(setting, value));
    }

    private void assertRefused(Answer answer, String reason) {
        ErrorAnswer.assertRefused(answer);
        assertThat(events.refusals()).first().isEqualTo(reason);
    }
}
