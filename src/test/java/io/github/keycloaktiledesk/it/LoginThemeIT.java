// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RealmRepresentation;

/** The login theme {@code tiledesk}, with the colours that an administrator has chosen. */
class LoginThemeIT {

    private static final String AGENTS = "agents";
    private static final String GUESTS = "guests";
    private static final String BRAND = "tiledeskBrandColor";
    private static final String LANGUAGE = "en";
    private static final String LOGO =
            "<img src=\"https://www.example.com/logo.svg\" alt=\"Example\" />";

    private static final Pattern STYLE_SHEET =
            Pattern.compile("href=\"([^\"]+/css/tiledesk[.]css)\"");

    @AutoClose private static final TestRealm REALM = TestRealm.create(LoginThemeIT::prepare);

    private final Browser browser = new Browser();

    private static void prepare(RealmRepresentation realm) {
        realm.setLoginTheme("tiledesk");
        realm.setDisplayNameHtml(LOGO);
        realm.setInternationalizationEnabled(true);
        realm.setSupportedLocales(Set.of(LANGUAGE, "it"));
        BrowserClient.addTo(realm, AGENTS, null);
        BrowserClient.addTo(
                realm, GUESTS, RealmParts.addFlow(realm, GUESTS, "REQUIRED", "tiledesk-guest"));
    }

    @BeforeEach
    void chooseNoColor() {
        color("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {AGENTS, GUESTS})
    void hasItsStyleSheetOnEveryPage(String client) {
        Answer page = open(client);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).doesNotContain("--tiledesk-brand");
        URI styleSheet =
                STYLE_SHEET
                        .matcher(page.text())
                        .results()
                        .map((MatchResult link) -> REALM.url().resolve(link.group(1)))
                        .findFirst()
                        .orElseThrow();
        assertThat(browser.open(styleSheet).text()).contains("--tiledesk-brand: #");
    }

    /** Keycloak takes out of the realm's HTML what may do harm; an image may not. */
    @Test
    void showsTheRealmsLogo() {
        assertThat(open(AGENTS).text()).contains(LOGO);
    }

    /** A language without a color of its own has the English one. */
    @ParameterizedTest
    @ValueSource(strings = {LANGUAGE, "it"})
    void takesTheRealmsColor(String language) {
        color("#8a1538");

        Answer page = browser.open(client(AGENTS).login("&ui_locales=" + language));

        assertThat(page.text())
                .contains(
                        "lang=\"" + language + "\"",
                        "<style>:root { --tiledesk-brand: #8a1538; }</style>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "red",
                "#12345",
                "#1234567",
                "#123456; display: none",
                "#123456</style><script>alert(1)</script>"
            })
    void takesNothingButAColor(String text) {
        color(text);

        Answer page = open(AGENTS);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).doesNotContain("--tiledesk-brand", "alert(1)");
    }

    private Answer open(String client) {
        return browser.open(client(client).login(""));
    }

    private static BrowserClient client(String id) {
        return new BrowserClient(REALM, id);
    }

    private static void color(String text) {
        REALM.admin().localization().saveRealmLocalizationText(LANGUAGE, BRAND, text);
    }
}
