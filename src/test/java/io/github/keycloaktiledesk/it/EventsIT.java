// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.OneTimeCode;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;

/** What an administrator reads in the console's events after each call. */
class EventsIT {

    private static final String SIGNIN = "signin";
    private static final String ANONYMOUSLY = "signinAnonymously";
    private static final String CUSTOM_TOKEN = "signinWithCustomToken";

    private static TestRealm realm;
    private static RealmEvents events;

    @BeforeAll
    static void create() {
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
        events = new RealmEvents(realm);
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @BeforeEach
    void clear() {
        events.clear();
    }

    @Test
    void tellOfAnAgent() {
        Answer answer = realm.calls().signin(Demo.AGENT, Demo.PASSWORD);

        EventRepresentation login = events.single();
        isSuccess(login, "LOGIN", SIGNIN, new RealmUsers(realm).idOf(Demo.AGENT));
        assertThat(login.getSessionId()).isEqualTo(answer.claims().path("sid").asText());
        assertThat(login.getDetails()).contains(entry("username", Demo.AGENT));
    }

    @Test
    void tellOfAVisitor() {
        Answer answer = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));

        String id = answer.json().at("/user/_id").asText();
        assertThat(events.all()).hasSize(2);
        isSuccess(events.single("REGISTER"), "REGISTER", ANONYMOUSLY, id);
        isSuccess(events.single("LOGIN"), "LOGIN", ANONYMOUSLY, id);
        // There is no session that the console could show.
        assertThat(events.single("LOGIN").getSessionId()).isNull();
    }

    @Test
    void tellOfAVisitorOnceWhereTheAdministratorWantsToSpareTheTable() {
        FlowEditor flow = new FlowEditor(realm);
        flow.configure(FlowEditor.VISITORS, "tiledesk-guest", "registerEvent", "false");
        try {
            String id =
                    realm.calls()
                            .anonymously(Map.of("id_project", Demo.PROJECT))
                            .json()
                            .at("/user/_id")
                            .asText();
            isSuccess(events.single(), "LOGIN", ANONYMOUSLY, id);
        } finally {
            flow.configure(FlowEditor.VISITORS, "tiledesk-guest", "registerEvent", "true");
        }
    }

    @Test
    void tellOfACustomer() {
        CustomToken customer = customer();
        String id =
                realm.calls()
                        .customToken(customer.sign(Demo.SECRET))
                        .claims()
                        .path("keycloak_user_id")
                        .asText();

        assertThat(events.all()).hasSize(2);
        isSuccess(events.single("REGISTER"), "REGISTER", CUSTOM_TOKEN, id);
        isSuccess(events.single("LOGIN"), "LOGIN", CUSTOM_TOKEN, id);
        assertThat(events.single("LOGIN").getDetails())
                .contains(entry("identity_provider", "acme"));

        events.clear();
        realm.calls().customToken(customer.sign(Demo.SECRET));
        isSuccess(events.single(), "LOGIN", CUSTOM_TOKEN, id);
    }

    /** The widget does that at every page load: a row each would fill the table. */
    @Test
    void tellOfNobodyWhoComesBack() {
        List<Answer> first =
                List.of(
                        realm.calls().signin(Demo.AGENT, Demo.PASSWORD),
                        realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)),
                        realm.calls().customToken(customer().sign(Demo.SECRET)));
        events.clear();

        for (Answer answer : first) {
            Answer again = realm.calls().customToken(answer.token());
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.token()).isEqualTo(answer.token());
        }

        assertThat(events.all()).isEmpty();
    }

    @Test
    void tellOfAWrongPassword() {
        String id = new RealmUsers(realm).createAgent("wrong@example.com");

        realm.calls().signin("wrong@example.com", "wrong");

        isError(events.single(), SIGNIN, "invalid_user_credentials", id);
    }

    @Test
    void tellOfAnUnknownEmail() {
        realm.calls().signin("unknown@example.com", "wrong");

        isError(events.single(), SIGNIN, "user_not_found", null);
    }

    @Test
    void tellOfADisabledUser() {
        realm.calls().signin("dana.gone@example.com", Demo.PASSWORD);

        isError(
                events.single(),
                SIGNIN,
                "user_disabled",
                new RealmUsers(realm).idOf("dana.gone@example.com"));
    }

    @Test
    void tellOfALockedUser() {
        try (TestRealm strict =
                TestRealm.create(
                        it -> {
                            it.setFailureFactor(1);
                            it.setQuickLoginCheckMilliSeconds(0L);
                        })) {
            strict.calls().signin(Demo.AGENT, "wrong");
            awaitLock(strict);
            RealmEvents its = new RealmEvents(strict);
            its.clear();

            strict.calls().signin(Demo.AGENT, Demo.PASSWORD);

            isError(
                    its.single(),
                    SIGNIN,
                    "user_temporarily_disabled",
                    new RealmUsers(strict).idOf(Demo.AGENT));
        }
    }

    @Test
    void tellOfARequiredAction() {
        String id =
                new RealmUsers(realm)
                        .createAgent(
                                "action@example.com",
                                user -> user.setRequiredActions(List.of("UPDATE_PASSWORD")));

        realm.calls().signin("action@example.com", Demo.PASSWORD);

        isError(events.single(), SIGNIN, "resolve_required_actions", id);
    }

    @Test
    void tellOfAMissingAndOfAWrongCode() {
        String id = new RealmUsers(realm).idOf(OneTimeCode.AGENT);

        realm.calls().signin(OneTimeCode.AGENT, Demo.PASSWORD);
        isError(events.single(), SIGNIN, "invalid_user_credentials", id);

        events.clear();
        realm.calls()
                .post(
                        Calls.SIGNIN,
                        Map.of(
                                "email", OneTimeCode.AGENT,
                                "password", Demo.PASSWORD,
                                "otp", "no code"));
        isError(events.single(), SIGNIN, "invalid_user_credentials", id);
    }

    @Test
    void tellOfAProjectThatIsNotAllowed() {
        FlowEditor flow = new FlowEditor(realm);
        flow.configure(FlowEditor.VISITORS, "tiledesk-guest", "projects", "a".repeat(24));
        try {
            Answer refused = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
            assertThat(refused.status()).isEqualTo(403);
        } finally {
            flow.configure(FlowEditor.VISITORS, "tiledesk-guest", "projects", "");
        }

        isError(events.single(), ANONYMOUSLY, "access_denied", null);
    }

    @Test
    void tellOfABranchThatIsSwitchedOff() {
        FlowEditor flow = new FlowEditor(realm);
        flow.require(FlowEditor.SIGN_IN, FlowEditor.VISITORS, "DISABLED");
        try {
            realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        } finally {
            flow.require(FlowEditor.SIGN_IN, FlowEditor.VISITORS, "CONDITIONAL");
        }

        isError(events.single(), ANONYMOUSLY, "not_allowed", null);
    }

    @Test
    void tellOfAStepOfKeycloakThatShowsAPage() {
        FlowEditor flow = new FlowEditor(realm);
        flow.add(FlowEditor.VISITORS, "auth-username-password-form", "REQUIRED");
        try {
            realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        } finally {
            flow.removeIfPresent(FlowEditor.VISITORS, "auth-username-password-form");
        }

        // And of no guest: what the step before it has made is taken back.
        EventRepresentation event = events.single();
        assertThat(event.getType()).isEqualTo("LOGIN_ERROR");
        assertThat(event.getDetails()).contains(entry("tiledesk_call", ANONYMOUSLY));
    }

    @Test
    void tellOfACustomTokenWithAWrongSignature() {
        realm.calls().customToken(customer().sign("another secret, as long as it has to be"));

        EventRepresentation event = events.single();
        isError(event, CUSTOM_TOKEN, "invalid_token", null);
        assertThat(event.getDetails())
                .contains(entry("identity_provider", "acme"), entry("reason", "wrong signature"));
    }

    @Test
    void tellOfACustomTokenForNobodysProject() {
        realm.calls()
                .customToken(
                        customer()
                                .claim("aud", "https://tiledesk.com/projects/" + "f".repeat(24))
                                .sign(Demo.SECRET));

        isError(events.single(), CUSTOM_TOKEN, "identity_provider_error", null);
    }

    @Test
    void tellOfACustomerWhoseEmailIsAnothers() {
        realm.calls().customToken(customer().claim("email", Demo.AGENT).sign(Demo.SECRET));

        EventRepresentation event = events.single();
        assertThat(event.getType()).isEqualTo("LOGIN_ERROR");
        assertThat(event.getError()).isEqualTo("federated_identity_account_exists");
        assertThat(event.getDetails()).contains(entry("tiledesk_call", CUSTOM_TOKEN));
    }

    @Test
    void tellOfATokenThatIsRefused() {
        realm.calls().customToken("not.a.token");

        isError(events.single(), CUSTOM_TOKEN, "invalid_token", null);
    }

    @Test
    void tellOfATokenOfAUserWhoIsGone() {
        Answer visitor = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        realm.admin().users().get(visitor.json().at("/user/_id").asText()).remove();
        events.clear();

        realm.calls().customToken(visitor.token());

        isError(events.single(), CUSTOM_TOKEN, "invalid_token", null);
    }

    private static CustomToken customer() {
        return Demo.customer().claim("_id", UUID.randomUUID().toString());
    }

    private static void isSuccess(
            EventRepresentation event, String type, String call, String user) {
        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getError()).isNull();
        is(event, call, user);
    }

    private static void isError(EventRepresentation event, String call, String error, String user) {
        assertThat(event.getType()).isEqualTo("LOGIN_ERROR");
        assertThat(event.getError()).isEqualTo(error);
        is(event, call, user);
    }

    private static void is(EventRepresentation event, String call, String user) {
        assertThat(event.getClientId()).isEqualTo(Demo.CLIENT);
        assertThat(event.getUserId()).isEqualTo(user);
        assertThat(event.getIpAddress()).isNotBlank();
        assertThat(event.getDetails()).contains(entry("tiledesk_call", call));
    }

    private static void awaitLock(TestRealm locked) {
        String id = new RealmUsers(locked).idOf(Demo.AGENT);
        for (int i = 0; i < 200; i++) {
            Object disabled =
                    locked.admin().attackDetection().bruteForceUserStatus(id).get("disabled");
            if (Boolean.TRUE.equals(disabled)) {
                return;
            }
        }
        throw new AssertionError("Not locked");
    }
}
