// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;

/** A guest completes no profile; everybody else does. */
class GuestProfileIT {

    private static final String OURS = "tiledesk-profile";
    private static final String VERIFY_PROFILE = "VERIFY_PROFILE";
    private static final String CLIENT = "shop";

    @AutoClose private static final TestRealm REALM = TestRealm.create(GuestProfileIT::prepare);

    private final BrowserClient client = new BrowserClient(REALM, CLIENT);
    private final Browser browser = new Browser();

    private static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        realm.setVerifyEmail(true);
        String flow =
                RealmParts.addFlow(
                        realm,
                        CLIENT,
                        "ALTERNATIVE",
                        "auth-cookie",
                        "auth-username-password-form",
                        "tiledesk-guest");
        BrowserClient.addTo(realm, CLIENT, flow);
        String guestsFirst =
                RealmParts.addFlow(
                        realm,
                        "guests first",
                        "ALTERNATIVE",
                        "tiledesk-guest",
                        "auth-username-password-form");
        BrowserClient.addTo(realm, "guests first", guestsFirst);
        String only = RealmParts.addFlow(realm, "only", "REQUIRED", "tiledesk-guest");
        BrowserClient.addTo(realm, "only", only);
    }

    @AfterEach
    void restore() {
        change(VERIFY_PROFILE, action -> action.setEnabled(true));
        change(
                OURS,
                action -> {
                    action.setEnabled(true);
                    action.setPriority(105);
                });
    }

    @Test
    void lettingGuestsThroughSparesNobodyElse() {
        change(VERIFY_PROFILE, action -> action.setEnabled(true));
        RealmUsers users = new RealmUsers(REALM);
        users.createAgent("nameless@example.test", agent -> agent.setLastName(null));

        Answer page =
                browser.submit(
                        browser.open(client.login("")),
                        new Form()
                                .with("username", "nameless@example.test")
                                .with("password", Demo.PASSWORD));

        assertThat(page.text()).contains("kc-update-profile-form");
        assertThat(BrowserClient.isLoggedIn(guest())).isTrue();
    }

    @Test
    void guestsAreRefusedWhereTheyWouldBeAskedForAProfile() {
        change(OURS, action -> action.setEnabled(false));
        assertRefused();

        change(OURS, action -> action.setEnabled(true));
        change(OURS, action -> action.setPriority(99));
        assertRefused();

        change(VERIFY_PROFILE, action -> action.setEnabled(false));
        assertThat(BrowserClient.isLoggedIn(guest())).isTrue();

        // It also keeps them from choosing to have a profile.
        change(OURS, action -> action.setEnabled(false));
        assertRefused();
    }

    @Test
    void whoHasAnAccountGetsInAllTheSame() {
        change(OURS, action -> action.setEnabled(false));

        Answer in =
                browser.submit(
                        browser.open(new BrowserClient(REALM, "guests first").login("")),
                        new Form().with("username", Demo.AGENT).with("password", Demo.PASSWORD));

        assertThat(BrowserClient.isLoggedIn(in)).isTrue();
    }

    /** As any user may, who opens a login page with an action in its address (kc_action). */
    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE_PROFILE", "UPDATE_PASSWORD", "CONFIGURE_TOTP", "webauthn-register"})
    void guestsMakeNoAccountOfThemselves(String action) {
        BrowserClient only = new BrowserClient(REALM, "only");

        Answer in = browser.submit(browser.open(only.login("&kc_action=" + action)), new Form());

        assertThat(BrowserClient.isLoggedIn(in)).as(in.text()).isTrue();
        // By the cookie, too.
        Answer again = browser.open(client.login("&kc_action=" + action));
        assertThat(BrowserClient.isLoggedIn(again)).as(again.text()).isTrue();
    }

    @Test
    void everybodyElseMayChooseAnAction() {
        Answer page =
                browser.submit(
                        browser.open(client.login("&kc_action=UPDATE_PASSWORD")),
                        new Form().with("username", Demo.AGENT).with("password", Demo.PASSWORD));

        assertThat(page.text()).contains("kc-passwd-update-form");
    }

    /** As the console registers an action that a realm does not have: below all others. */
    @Test
    void guestsAreLetInOnceAnAdministratorRegistersTheAction() {
        AuthenticationManagementResource actions = REALM.admin().flows();
        actions.removeRequiredAction(OURS);
        assertRefused();

        actions.registerRequiredAction(
                actions.getUnregisteredRequiredActions().stream()
                        .filter(action -> OURS.equals(action.getProviderId()))
                        .findFirst()
                        .orElseThrow());

        assertThat(BrowserClient.isLoggedIn(guest())).isTrue();
    }

    private void assertRefused() {
        int before = new RealmUsers(REALM).count();
        new RealmEvents(REALM).clear();

        Answer page = browser.open(new BrowserClient(REALM, "only").login(""));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("kc-error-message", "Guests cannot be let in");
        assertThat(new RealmEvents(REALM).refusals().toString()).contains("required action");
        assertThat(new RealmUsers(REALM).count()).isEqualTo(before);
    }

    private Answer guest() {
        Browser fresh = new Browser();
        return fresh.submit(
                fresh.open(new BrowserClient(REALM, "only").login("")),
                new Form().with("firstname", "Ada"));
    }

    private static void change(
            String alias, Consumer<RequiredActionProviderRepresentation> change) {
        AuthenticationManagementResource actions = REALM.admin().flows();
        RequiredActionProviderRepresentation action = actions.getRequiredAction(alias);
        change.accept(action);
        action.setConfig(Map.of());
        actions.updateRequiredAction(alias, action);
    }
}
