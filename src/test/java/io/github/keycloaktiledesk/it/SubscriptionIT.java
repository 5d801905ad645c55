// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.ErrorAnswer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;

/** Connectors sign customers in for a subscription, which the project's provider declares. */
class SubscriptionIT {

    private static final String BASE = "https://tiledesk.com/subscriptions/";
    private static final String ONE = "5ec688ed13400f0012c2edaa";
    private static final String OTHER = "5ec688ed13400f0012c2edab";
    private static final String FOREIGN = "5ec688ed13400f0012c2edac";
    private static final String FOREIGN_SECRET = "another-secret-of-thirty-two-bytes-or-more";

    @AutoClose private static final TestRealm REALM = TestRealm.create(SubscriptionIT::declare);

    private final RealmUsers users = new RealmUsers(REALM);

    private static void declare(RealmRepresentation realm) {
        RealmParts.provider(realm).getConfig().put("subscriptions", ONE + "##" + OTHER);
        RealmParts.addProvider(realm, "foreign", "another-project", FOREIGN_SECRET);
        realm.getIdentityProviders().get(1).getConfig().put("subscriptions", FOREIGN);
    }

    @Test
    void signInTheCustomersOfTheProject() throws Exception {
        String sent =
                """
                {"_id":"same-1","firstname":"Eva","sub":"subscription","aud":"%s","iat":%d,"exp":%d}"""
                        .formatted(BASE + ONE, Seconds.now(), Seconds.now() + 60);
        Answer project = signIn(Demo.customer().claim("_id", "same-1"), Demo.SECRET);
        int count = users.count();

        Answer one = signIn(new CustomToken().payload(sent), Demo.SECRET);
        Answer other = signIn(subscribed("same-1", OTHER), Demo.SECRET);

        assertThat(one.status()).as(one.text()).isEqualTo(200);
        assertThat(one.userId()).isEqualTo(project.userId());
        assertThat(other.userId()).isEqualTo(project.userId());
        assertThat(users.count()).isEqualTo(count);
        assertThat(one.json().path("user")).isEqualTo(new ObjectMapper().readTree(sent));
        // A token of the realm as every customer's, of the same project.
        assertThat(one.claims().path("id_project").asText()).isEqualTo(Demo.PROJECT);
        assertThat(one.claims().path("sub").asText()).isEqualTo("userexternal");
        assertThat(one.claims().path("aud")).isEqualTo(project.claims().path("aud"));
    }

    @Test
    void signInNewCustomersWhoComeBack() {
        Answer first = signIn(subscribed("new-1", ONE), Demo.SECRET);
        assertThat(users.read(first.userId()).getAttributes())
                .containsEntry("tiledesk.project", List.of(Demo.PROJECT));

        Answer again = REALM.calls().customToken(first.token());

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.userId()).isEqualTo(first.userId());
        assertThat(signIn(Demo.customer().claim("_id", "new-1"), Demo.SECRET).userId())
                .isEqualTo(first.userId());
    }

    @Test
    void areRefusedUnlessDeclared() {
        for (String id :
                List.of(
                        "5ec688ed13400f0012c2edad",
                        "",
                        ONE.toUpperCase(Locale.ROOT),
                        ONE + "##" + OTHER,
                        ONE + "/",
                        // An id of the other kind.
                        Demo.PROJECT)) {
            assertRefused(signIn(subscribed("undeclared-1", id), Demo.SECRET));
        }
        assertRefused(signIn(audience("https://tiledesk.com/projects/" + ONE), Demo.SECRET));
        assertRefused(signIn(audience("https://example.com/subscriptions/" + ONE), Demo.SECRET));
        assertRefused(signIn(audience("http://tiledesk.com/subscriptions/" + ONE), Demo.SECRET));
        assertThat(users.having("tiledesk.customer.id", "undeclared-1")).isEmpty();
    }

    @Test
    void areSignedByTheirOwnProviderOnly() {
        assertThat(signIn(subscribed("foreign-1", FOREIGN), FOREIGN_SECRET).status())
                .isEqualTo(200);

        assertRefused(signIn(subscribed("foreign-2", FOREIGN), Demo.SECRET));
        assertRefused(signIn(subscribed("foreign-2", ONE), FOREIGN_SECRET));
    }

    /** The same {@code _id} is somebody else in another project. */
    @Test
    void leadToTheCustomersOfTheirOwnProviderOnly() {
        String here = signIn(subscribed("shared-1", ONE), Demo.SECRET).userId();

        assertThat(signIn(subscribed("shared-1", FOREIGN), FOREIGN_SECRET).userId())
                .isNotEqualTo(here);
    }

    @Test
    void areRefusedWhereTwoProvidersDeclareThem() {
        try (TestRealm realm = TestRealm.create(SubscriptionIT::declare)) {
            new Providers(realm)
                    .plant(
                            "foreign",
                            Map.of(
                                    "subscriptions",
                                    FOREIGN + "##" + ONE,
                                    "subscription." + ONE,
                                    "https://tiledesk.com"));
            for (String secret : List.of(Demo.SECRET, FOREIGN_SECRET)) {
                assertRefused(realm.calls().customToken(subscribed("twice-1", ONE).sign(secret)));
            }
            assertThat(realm.calls().customToken(subscribed("twice-1", OTHER).sign(Demo.SECRET)))
                    .extracting(Answer::status)
                    .isEqualTo(200);
        }
    }

    /** Providers may also be made without naming the base of their audiences. */
    @Test
    void areServedAsSoonAsAnAdminDeclaresThem() {
        try (TestRealm realm = TestRealm.create()) {
            assertRefused(realm.calls().customToken(subscribed("later-1", ONE).sign(Demo.SECRET)));

            new CustomerCalls(realm).set(Map.of("subscriptions", ONE));

            assertThat(
                            realm.calls()
                                    .customToken(subscribed("later-1", ONE).sign(Demo.SECRET))
                                    .status())
                    .isEqualTo(200);
        }
    }

    private static CustomToken subscribed(String id, String subscription) {
        return audience(BASE + subscription).claim("_id", id).claim("sub", "subscription");
    }

    private static CustomToken audience(String audience) {
        return Demo.customer().claim("_id", "undeclared-1").claim("aud", audience);
    }

    private static Answer signIn(CustomToken token, String secret) {
        return REALM.calls().customToken(token.sign(secret));
    }
}
