// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Agents: who is let in with e-mail and password, and what the others are told. That this does not
 * tell which users there are is {@link UserEnumerationIT}'s.
 */
@Tag("container")
class AgentSigninIT {

    private static final String WRONG = "Authentication failed. Wrong password.";
    private static final String NOT_SET_UP = "Account is not fully set up";

    private static TestRealm realm;

    @BeforeAll
    static void create() {
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "andrea.leo@example.com",
                "Andrea.Leo@example.com",
                "ANDREA.LEO@EXAMPLE.COM"
            })
    void takesTheEmailInAnyCase(String email) {
        Answer answer = realm.calls().signin(email, Demo.PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/user/email").asText()).isEqualTo(Demo.AGENT);
        assertThat(answer.claims().path("_id").asText())
                .isEqualTo(new RealmUsers(realm).idOf(Demo.AGENT))
                .isEqualTo(answer.json().at("/user/_id").asText());
    }

    @Test
    void comparesThePasswordExactly() {
        String email = "exact@example.com";
        String password = "Exactly " + "x".repeat(56);
        new RealmUsers(realm).createAgent(email, withPassword(password));
        assertThat(password).hasSize(64);

        for (String other :
                List.of(
                        password.toLowerCase(Locale.ROOT),
                        password + ' ',
                        ' ' + password,
                        password.replace(" ", ""),
                        password + 'x',
                        password.substring(0, 63),
                        password.substring(0, 8))) {
            assertThat(realm.calls().signin(email, other).status()).as(other).isEqualTo(401);
        }
        assertThat(realm.calls().signin(email, password).status()).isEqualTo(200);
    }

    private static Consumer<UserRepresentation> withPassword(String password) {
        return agent -> agent.setCredentials(List.of(RealmUsers.password(password)));
    }

    /** Among them such as bcrypt would cut, and letters of more than a byte. */
    @ParameterizedTest
    @ValueSource(ints = {64, 73, 200})
    void takesLongPasswords(int length) {
        String email = "long-%d@example.com".formatted(length);
        String password = "ä " + "y".repeat(length - 3);
        new RealmUsers(realm).createAgent(email, withPassword(password + 'z'));

        assertThat(realm.calls().signin(email, password + 'y').status()).isEqualTo(401);
        assertThat(realm.calls().signin(email, password + 'z').status()).isEqualTo(200);
    }

    @Test
    void letsADisabledUserInOnceItIsEnabled() {
        String id =
                new RealmUsers(realm)
                        .createAgent("back@example.com", user -> user.setEnabled(false));
        assertThat(realm.calls().signin("back@example.com", Demo.PASSWORD).status()).isEqualTo(401);

        new RealmUsers(realm).change(id, user -> user.setEnabled(true));

        assertThat(realm.calls().signin("back@example.com", Demo.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void refusesUntilARequiredActionIsDone() {
        refusesUntilDone(
                "action@example.com",
                "CONFIGURE_TOTP, UPDATE_PASSWORD",
                user -> user.setRequiredActions(List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP")));
    }

    @Test
    void refusesATemporaryPassword() {
        refusesUntilDone(
                "temporary@example.com",
                "UPDATE_PASSWORD",
                user -> user.getCredentials().get(0).setTemporary(true));
    }

    /** VERIFY_PROFILE: only the triggers that Keycloak evaluates at a sign-in add it. */
    @Test
    void refusesAnIncompleteProfile() {
        refusesUntilDone("profile@example.com", "VERIFY_PROFILE", user -> user.setLastName(null));
    }

    @Test
    void refusesAnUnverifiedEmailWhereTheRealmWantsAVerifiedOne() {
        try (TestRealm strict = TestRealm.create(AgentSigninIT::verifiesEmails)) {
            String id =
                    new RealmUsers(strict)
                            .createAgent("new@example.com", user -> user.setEmailVerified(false));
            Answer refused = strict.calls().signin("new@example.com", Demo.PASSWORD);
            assertThat(ErrorAnswer.check(refused, 401)).isEqualTo(NOT_SET_UP);

            // As the link in Keycloak's mail does, which the refusal has put on the user's list.
            new RealmUsers(strict)
                    .change(
                            id,
                            user -> {
                                user.setEmailVerified(true);
                                user.setRequiredActions(List.of());
                            });

            assertThat(strict.calls().signin("new@example.com", Demo.PASSWORD).status())
                    .isEqualTo(200);
        }
    }

    private static void verifiesEmails(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        realm.setVerifyEmail(true);
    }

    /** The client's own password grant runs the same branch, and no step of ours is in its way. */
    @Test
    void leavesThePasswordGrantOfTheClientAsItWas() {
        TokenEndpoint endpoint = new TokenEndpoint(realm);
        new RealmUsers(realm).createAgent("grant@example.com");
        int users = realm.admin().users().count();

        Answer right = endpoint.post(grant("grant@example.com", Demo.PASSWORD));
        Answer wrong = endpoint.post(grant("grant@example.com", "wrong"));
        Answer stock =
                endpoint.post(
                        TokenEndpoint.passwordGrant("admin-cli", "grant@example.com", "wrong"));

        assertThat(right.status()).as(right.text()).isEqualTo(200);
        assertThat(right.json().path("token_type").asText()).isEqualTo("Bearer");
        assertThat(right.json().path("refresh_token").asText()).isNotEmpty();
        assertThat(wrong.json().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(wrong.text()).isEqualTo(stock.text());
        assertThat(wrong.status()).isEqualTo(stock.status());
        assertThat(realm.admin().users().count()).isEqualTo(users);
    }

    @Test
    void takesATokenOfThePasswordGrantBack() {
        new RealmUsers(realm).createAgent("both@example.com");
        Answer granted = new TokenEndpoint(realm).post(grant("both@example.com", Demo.PASSWORD));

        Answer resumed = realm.calls().customToken(granted.json().path("access_token").asText());

        assertThat(resumed.status()).as(resumed.text()).isEqualTo(200);
        assertThat(resumed.json().at("/user/email").asText()).isEqualTo("both@example.com");
    }

    private static Form grant(String username, String password) {
        return TokenEndpoint.passwordGrant(Demo.CLIENT, username, password);
    }

    private static void refusesUntilDone(
            String email, String actions, Consumer<UserRepresentation> undone) {
        String id = new RealmUsers(realm).createAgent(email, undone);
        RealmEvents events = new RealmEvents(realm);
        events.clear();

        Answer refused = realm.calls().signin(email, Demo.PASSWORD);

        assertThat(ErrorAnswer.check(refused, 401)).isEqualTo(NOT_SET_UP);
        assertThat(realm.admin().users().get(id).getUserSessions()).isEmpty();
        assertThat(events.single().getError()).isEqualTo("resolve_required_actions");
        // An administrator sees what is open.
        assertThat(events.refusals()).containsExactly("required action: " + actions);
        assertThat(keycloakSays(email)).isEqualTo(NOT_SET_UP);

        // Who does not know the password learns nothing of it.
        assertThat(ErrorAnswer.check(realm.calls().signin(email, "wrong"), 401)).isEqualTo(WRONG);

        new RealmUsers(realm)
                .change(
                        id,
                        user -> {
                            user.setRequiredActions(List.of());
                            user.setLastName("Agent");
                        });
        assertThat(realm.calls().signin(email, Demo.PASSWORD).status()).isEqualTo(200);
        assertThat(realm.admin().users().get(id).getUserSessions()).hasSize(1);
    }

    private static String keycloakSays(String email) {
        return new TokenEndpoint(realm)
                .post(grant(email, Demo.PASSWORD))
                .json()
                .path("error_description")
                .asText();
    }
}
