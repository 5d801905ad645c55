// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.text.MessageFile;
import java.text.MessageFormat;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.openqa.selenium.By;

/** A page of a site hands its customer over to Keycloak. */
@Tag("browser")
class HandOverPageIT {

    private static final String CLIENT = "tickets";
    private static final String ID = Demo.PROJECT + "_42";
    private static final String AGENT = "Andrea Leo";
    private static final String CUSTOMER = "Eva Demo";

    private static final By CONTINUE = By.id("tiledesk-hand-over-continue");
    private static final By STAY = By.id("tiledesk-hand-over-stay");

    @AutoClose private static final Shop SHOP = new Shop();
    @AutoClose private static final TestRealm REALM = TestRealm.create(HandOverPageIT::prepare);

    @RegisterExtension private final WebBrowser browser = new WebBrowser();

    private final LoginPage page = new LoginPage(browser);

    private static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        realm.setLoginTheme("tiledesk");
        RealmParts.speakOurLanguages(realm);
        SHOP.addTo(
                realm,
                CLIENT,
                RealmParts.addFlow(
                        realm,
                        CLIENT,
                        "ALTERNATIVE",
                        "tiledesk-hand-over",
                        "auth-cookie",
                        "auth-username-password-form"));
    }

    @Test
    void isNotSeenWhereNobodyIsLoggedIn() {
        handOver("");

        assertThat(customerId(subject())).containsExactly(ID);
        assertThat(browser.address().toString()).contains("state=s");
    }

    @Test
    void asksWhereSomebodyElseIsLoggedIn() {
        String agent = logAgentIn();
        browser.prefer("dark");

        handOver("");

        browser.see(CONTINUE);
        page.keepsNobodyOut();
        assertThat(browser.text()).contains(AGENT, CUSTOMER);
        new Picture(browser, REALM).take("hand-over-page");
        browser.click(STAY);
        assertThat(subject()).isEqualTo(agent);

        handOver("");
        browser.click(CONTINUE);
        String customer = subject();
        assertThat(customerId(customer)).containsExactly(ID);
        assertThat(new RealmUsers(REALM).get(agent).getUserSessions()).isEmpty();
        browser.open(SHOP.login(REALM, CLIENT, ""));
        assertThat(subject()).isEqualTo(customer);
    }

    @Test
    void asksWithoutJavaScript() {
        logAgentIn();
        showForm("");
        browser.runScripts(false);

        browser.click(By.tagName("button"));
        browser.click(CONTINUE);

        assertThat(customerId(subject())).containsExactly(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en", "es", "it"})
    void speaksTheLanguageThatIsAskedFor(String language) {
        logAgentIn();

        handOver("&ui_locales=" + language);

        var texts = MessageFile.ofLogin(language);
        assertThat(browser.textOf(CONTINUE))
                .isEqualTo(MessageFormat.format(texts.get("tiledeskHandOverContinue"), CUSTOMER));
        assertThat(browser.textOf(STAY))
                .isEqualTo(MessageFormat.format(texts.get("tiledeskHandOverStay"), AGENT));
        assertThat(page.title())
                .isEqualTo(MessageFormat.format(texts.get("tiledeskHandOverTitle"), ""));
        assertThat(page.language()).isEqualTo(language);
        Accessibility.check(browser);
    }

    private String logAgentIn() {
        browser.open(SHOP.login(REALM, CLIENT, ""));
        page.logIn(Demo.AGENT, Demo.PASSWORD);
        return subject();
    }

    private void handOver(String moreParameters) {
        showForm(moreParameters);
        browser.click(By.tagName("button"));
    }

    private void showForm(String moreParameters) {
        String token = Demo.customer().sign(Demo.SECRET);
        SHOP.showForm(
                browser,
                SHOP.login(
                        REALM, CLIENT, "&state=s&tiledesk_custom_token=" + token + moreParameters));
    }

    private String subject() {
        JsonNode tokens = SHOP.tokens(browser, REALM, CLIENT);
        return Jwt.of(tokens.path("access_token").asText()).text("sub");
    }

    private static List<String> customerId(String user) {
        return new RealmUsers(REALM).read(user).getAttributes().get("tiledesk.customer.id");
    }
}
