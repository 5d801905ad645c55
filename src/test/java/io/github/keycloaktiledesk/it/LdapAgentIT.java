// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.LdapServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;

/** A realm whose users are in a directory: agents come from there, and nobody else gets in. */
@Tag("container")
class LdapAgentIT {

    private static final String EMAIL = "lena.dir@example.com";
    private static final String PASSWORD = "directory-password";

    private LdapServer ldap;
    private TestRealm realm;

    @BeforeEach
    void start() {
        ldap = LdapServer.start();
        ldap.add("lena", "Lena", "Dir", EMAIL, PASSWORD);
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
        ldap.federate(realm, KeycloakServer.get().hostAddress());
    }

    @AfterEach
    void stop() {
        realm.close();
        ldap.close();
    }

    @Test
    void signsInByEmail() {
        for (String email : new String[] {EMAIL, "Lena.Dir@Example.COM"}) {
            Answer answer = realm.calls().signin(email, PASSWORD);

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().at("/user/email").asText()).isEqualTo(EMAIL);
            assertThat(answer.json().at("/user/firstname").asText()).isEqualTo("Lena");
            assertThat(answer.json().at("/user/lastname").asText()).isEqualTo("Dir");
            // The directory proves no e-mail unless the federation's Trust Email says so.
            assertThat(answer.claims().has("email")).isFalse();
        }
        String id = new RealmUsers(realm).idOf(EMAIL);
        UserRepresentation user = realm.admin().users().get(id).toRepresentation();
        assertThat(user.getFederationLink()).isNotNull();
    }

    @Test
    void isRefusedWithTheUsualWordsWhereThePasswordIsWrong() {
        Answer wrong = realm.calls().signin(EMAIL, "wrong");
        Answer unknown = realm.calls().signin("nobody@example.com", PASSWORD);

        assertThat(ErrorAnswer.check(wrong, 401))
                .isEqualTo("Authentication failed. Wrong password.");
        assertThat(ErrorAnswer.check(unknown, 401))
                .isEqualTo("Authentication failed. Wrong password.");
    }

    @Test
    void comesBackWithItsToken() {
        String token = realm.calls().signin(EMAIL, PASSWORD).token();

        Answer answer = realm.calls().customToken(token);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/user/email").asText()).isEqualTo(EMAIL);
    }

    @Test
    void sharesTheDirectoryWithNoVisitorAndNoCustomer() {
        new RealmUsers(realm).createAgent("new@example.com", user -> user.setUsername("newcomer"));
        // What an administrator creates does go there, so the federation takes new users.
        assertThat(ldap.people()).isEqualTo(2);

        Answer visitor =
                realm.calls()
                        .anonymously(
                                Map.of(
                                        "id_project", Demo.PROJECT,
                                        "firstname", "Vera",
                                        "email", "vera@example.com"));
        Answer customer =
                realm.calls()
                        .customToken(
                                Demo.customer()
                                        .claim("email", "eva@example.com")
                                        .sign(Demo.SECRET));
        Answer again = realm.calls().customToken(Demo.customer().sign(Demo.SECRET));

        for (Answer answer : new Answer[] {visitor, customer, again}) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            String id = answer.claims().path("keycloak_user_id").asText();
            assertThat(realm.admin().users().get(id).toRepresentation().getFederationLink())
                    .isNull();
        }
        assertThat(ldap.people()).isEqualTo(2);
    }

    @Test
    void isNotNeededForVisitors() {
        ldap.goAway();

        Answer visitor = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));

        assertThat(visitor.status()).as(visitor.text()).isEqualTo(200);
        assertThat(realm.calls().customToken(visitor.token()).status()).isEqualTo(200);
    }

    /** Not 401: it would be no word about the password, and the dashboard sends that elsewhere. */
    @Test
    void letsNobodyInWhileItIsAway() {
        assertThat(realm.calls().signin(EMAIL, PASSWORD).status()).isEqualTo(200);
        ldap.goAway();

        Answer answer = realm.calls().signin(EMAIL, PASSWORD);

        assertThat(answer.status()).as(answer.text()).isIn(500, 503);
        ErrorAnswer.check(answer, answer.status());
    }
}
