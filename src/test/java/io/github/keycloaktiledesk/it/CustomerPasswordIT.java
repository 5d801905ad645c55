// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.MailServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.CredentialRepresentation;

/**
 * Whether a customer can come by a password: by "Forgot password?" only, where the realm has that,
 * and only if the site's word for the e-mail is trusted.
 */
class CustomerPasswordIT {

    private static final String EMAIL = "eva@example.test";
    private static final Pattern RESET =
            Pattern.compile("href=\"([^\"]*/login-actions/reset-credentials[^\"]*)\"");
    private static final Pattern ACTION =
            Pattern.compile("(http\\S*/login-actions/action-token\\S*)");

    private MailServer mail;

    @BeforeEach
    void startMail() {
        mail = MailServer.start();
    }

    @AfterEach
    void stopMail() throws IOException {
        mail.close();
    }

    @Test
    void isOutOfReachWhereTheRealmDoesNotAllowIt() {
        try (TestRealm realm = realm(false, true)) {
            signIn(realm);
            Browser browser = new Browser();

            Answer page = browser.open(Browser.loginPage(realm, ""));
            assertThat(page.text()).contains("kc-form-login").doesNotContain("reset-credentials");
            Answer forced =
                    browser.open(
                            URI.create(
                                    realm.url()
                                            + "/login-actions/reset-credentials?client_id=account"));
            assertThat(forced.status()).isEqualTo(400);
            assertThat(mail.mails()).isEmpty();
        }
    }

    @Test
    void isOutOfReachOfAnUntrustedEmail() {
        try (TestRealm realm = realm(true, false)) {
            Answer customer = signIn(realm);

            askForMail(realm, EMAIL);
            askForMail(realm, new RealmUsers(realm).read(customer.userId()).getUsername());
            assertThat(mail.mails()).isEmpty();

            // An agent does get one.
            askForMail(realm, Demo.AGENT);
            assertThat(mail.mails())
                    .singleElement()
                    .satisfies(sent -> assertThat(sent).contains(Demo.AGENT));
        }
    }

    @Test
    void isSetByATrustedEmailWhereTheRealmAllowsIt() {
        try (TestRealm realm = realm(true, true)) {
            Answer customer = signIn(realm);
            RealmUsers users = new RealmUsers(realm);
            assertThat(users.get(customer.userId()).credentials()).isEmpty();

            Browser browser = askForMail(realm, EMAIL);
            String sent = mail.mails().get(0);
            assertThat(sent).contains(EMAIL);
            Answer form = browser.open(URI.create(find(ACTION, text(sent))));
            browser.submit(
                    form,
                    new Form()
                            .with("password-new", "Secret-42")
                            .with("password-confirm", "Secret-42"));

            assertThat(users.get(customer.userId()).credentials())
                    .extracting(CredentialRepresentation::getType)
                    .containsExactly(CredentialRepresentation.PASSWORD);
            // The site's word still counts, for the same user.
            assertThat(signIn(realm).userId()).isEqualTo(customer.userId());
        }
    }

    private TestRealm realm(boolean resetAllowed, boolean trusted) {
        return TestRealm.create(
                rep -> {
                    rep.setResetPasswordAllowed(resetAllowed);
                    RealmParts.provider(rep).setTrustEmail(trusted);
                    mail.serve(rep, KeycloakServer.get());
                });
    }

    private static Answer signIn(TestRealm realm) {
        Answer answer = new CustomerCalls(realm).signIn(Demo.customer().claim("email", EMAIL));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static Browser askForMail(TestRealm realm, String username) {
        Browser browser = new Browser();
        Answer page = browser.open(Browser.loginPage(realm, ""));
        String link = find(RESET, page.text());
        Answer form = browser.open(URI.create(realm.url().resolve("/") + link.substring(1)));
        assertThat(browser.submit(form, new Form().with("username", username)).text())
                .contains("You should receive an email");
        return browser;
    }

    private static String find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new AssertionError("No " + pattern + " in " + text);
        }
        return found.group(1).replace("&amp;", "&");
    }

    /** Without the line breaks of quoted-printable (RFC 2045 section 6.7). */
    private static String text(String mail) {
        return mail.replace("=\n", "").replace("=3D", "=");
    }
}
