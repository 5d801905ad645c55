// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.text.MessageFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The login theme {@code tiledesk}: agents and guests get in, whatever they see with and however
 * little room they have.
 */
@Tag("browser")
class LoginPagesIT {

    private static final String AGENTS = "agents";
    private static final String GUESTS = "guests";
    private static final String BOTH = "both";

    private static final Map<Shown, String> PICTURES =
            Map.of(Shown.LOGIN, "login-page", Shown.GUEST, "guest-page");

    @AutoClose private static final Shop SHOP = new Shop();
    @AutoClose private static final TestRealm REALM = TestRealm.create(LoginPagesIT::prepare);

    @RegisterExtension private final WebBrowser browser = new WebBrowser();

    private final LoginPage page = new LoginPage(browser);

    private static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        realm.setLoginTheme("tiledesk");
        RealmParts.speakOurLanguages(realm);
        SHOP.addTo(realm, AGENTS, null);
        SHOP.addTo(realm, GUESTS, RealmParts.addFlow(realm, GUESTS, "REQUIRED", "tiledesk-guest"));
    }

    /** As an administrator does in the console. */
    @BeforeAll
    static void addTheStepToTheBrowserFlow() {
        FlowEditor flows = new FlowEditor(REALM);
        flows.copy("browser", BOTH);
        flows.add(BOTH, "tiledesk-guest", "ALTERNATIVE");
        RealmRepresentation realm = REALM.admin().toRepresentation();
        realm.setBrowserFlow(BOTH);
        REALM.admin().update(realm);
    }

    /** The pages that people see on their way in. */
    enum Shown {
        LOGIN(
                (browser, page) -> {
                    browser.open(SHOP.login(REALM, AGENTS, ""));
                    browser.see(LoginPage.USERNAME);
                }),
        WRONG_PASSWORD(
                (browser, page) -> {
                    LOGIN.open.accept(browser, page);
                    page.logIn(Demo.AGENT, "wrong");
                    browser.see(By.id("input-error-username"));
                }),
        WAYS(
                (browser, page) -> {
                    LOGIN.open.accept(browser, page);
                    browser.click(LoginPage.ANOTHER_WAY);
                    browser.see(LoginPage.WAY);
                }),
        GUEST(
                (browser, page) -> {
                    browser.open(SHOP.login(REALM, GUESTS, ""));
                    browser.see(LoginPage.FIRST_NAME);
                }),
        GUEST_AGAIN(
                (browser, page) -> {
                    GUEST.open.accept(browser, page);
                    page.continueAs("Ada");
                    SHOP.tokens(browser, REALM, GUESTS);
                    browser.open(SHOP.login(REALM, GUESTS, "&prompt=login"));
                    browser.see(LoginPage.CONTINUE);
                    assertThat(browser.has(LoginPage.FIRST_NAME)).isFalse();
                }),
        ERROR(
                (browser, page) -> {
                    browser.open(SHOP.login(REALM, "nobody", ""));
                    browser.see(By.id("kc-error-message"));
                });

        private final BiConsumer<WebBrowser, LoginPage> open;

        Shown(BiConsumer<WebBrowser, LoginPage> open) {
            this.open = open;
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepNobodyOut(Shown shown) {
        browser.prefer("dark");
        shown.open.accept(browser, page);
        page.keepsNobodyOut();

        Optional.ofNullable(PICTURES.get(shown)).ifPresent(new Picture(browser, REALM)::take);
    }

    @Test
    void letAnAgentIn() {
        Shown.LOGIN.open.accept(browser, page);

        page.logIn(Demo.AGENT, Demo.PASSWORD);

        assertThat(subject(AGENTS)).isEqualTo(new RealmUsers(REALM).idOf(Demo.AGENT));
    }

    /** Password managers go by these attributes, and nothing may stand in the way of pasting. */
    @Test
    void maskThePasswordAndHelpPasswordManagers() {
        Shown.LOGIN.open.accept(browser, page);
        WebElement password = browser.see(LoginPage.PASSWORD);

        assertThat(password.getDomAttribute("type")).isEqualTo("password");
        assertThat(password.getDomAttribute("autocomplete")).isEqualTo("current-password");
        assertThat(password.getDomAttribute("onpaste")).isNull();
        assertThat(browser.see(LoginPage.USERNAME).getDomAttribute("autocomplete"))
                .contains("username");
    }

    @Test
    void letAnAgentInWithoutJavaScript() {
        switchScriptsOff();
        letAnAgentIn();
    }

    @ParameterizedTest
    @CsvSource({"Ada", "''"})
    void letAGuestIn(String name) {
        Shown.GUEST.open.accept(browser, page);

        page.continueAs(name);

        assertThat(new RealmUsers(REALM).read(subject(GUESTS)).getAttributes())
                .containsEntry("tiledesk.kind", List.of("guest"))
                .satisfies(
                        attributes -> {
                            if (name.isEmpty()) {
                                assertThat(attributes)
                                        .doesNotContainKey("tiledesk.guest.firstname");
                            } else {
                                assertThat(attributes)
                                        .containsEntry("tiledesk.guest.firstname", List.of(name));
                            }
                        });
    }

    @Test
    void letAGuestInWithoutJavaScript() {
        switchScriptsOff();
        letAGuestIn("Ada");
    }

    /** From the login page of agents. */
    @Test
    void letAGuestInInPlaceOfAnAgent() {
        Shown.LOGIN.open.accept(browser, page);

        browser.click(LoginPage.TO_GUEST);
        page.continueAs("Ada");

        assertThat(kind(subject(AGENTS))).containsExactly("guest");
    }

    @Test
    void letAGuestInInPlaceOfAnAgentWithoutJavaScript() {
        switchScriptsOff();
        letAGuestInInPlaceOfAnAgent();
    }

    @Test
    void letPeopleChooseByTheKeyboard() {
        Shown.LOGIN.open.accept(browser, page);

        browser.see(LoginPage.ANOTHER_WAY).sendKeys(Keys.ENTER);
        browser.see(LoginPage.way("Guest")).sendKeys(Keys.ENTER);

        browser.see(LoginPage.FIRST_NAME);
        assertThat(browser.has(LoginPage.TO_GUEST)).isFalse();
    }

    @Test
    void letPeopleChooseWithoutJavaScript() {
        switchScriptsOff();
        Shown.LOGIN.open.accept(browser, page);

        browser.click(By.cssSelector("#tiledesk-another-way button"));
        browser.click(LoginPage.way("Guest"));

        browser.see(LoginPage.FIRST_NAME);
    }

    @Test
    void changeTheLanguageWithoutJavaScript() {
        switchScriptsOff();
        Shown.GUEST.open.accept(browser, page);

        browser.click(By.cssSelector("#tiledesk-languages a[lang=it]"));

        browser.until(driver -> "it".equals(page.language()));
        assertThat(page.title()).isEqualTo(MessageFile.ofLogin("it").get("tiledeskGuestTitle"));
    }

    @ParameterizedTest
    @CsvSource({"en, Sign In", "de, Anmelden", "es, Iniciar sesión", "it, Accedi"})
    void speakTheLanguageThatIsAskedFor(String language, String login) {
        browser.open(SHOP.login(REALM, AGENTS, "&ui_locales=" + language));
        assertThat(browser.textOf(LoginPage.LOG_IN)).isEqualTo(login);
        assertThat(page.language()).isEqualTo(language);

        browser.open(SHOP.login(REALM, GUESTS, "&ui_locales=" + language));
        Map<String, String> texts = MessageFile.ofLogin(language);
        assertThat(browser.textOf(LoginPage.CONTINUE))
                .isEqualTo(texts.get("tiledeskGuestContinue"));
        assertThat(page.language()).isEqualTo(language);
        assertThat(page.title()).isEqualTo(texts.get("tiledeskGuestTitle"));
        assertThat(browser.text())
                .contains(texts.get("tiledeskGuestText"), texts.get("tiledeskGuestFirstname"));
        Accessibility.check(browser);
    }

    /** Only scripts make a page dark: one that stays light has to be legible. */
    @ParameterizedTest
    @EnumSource(names = {"LOGIN", "GUEST", "ERROR"})
    void keepNobodyOutWithoutJavaScript(Shown shown) {
        switchScriptsOff();
        shown.open.accept(browser, page);
        // Those of axe-core; the page's own do not start any more.
        browser.runScripts(true);
        assertThat(page.isDark()).isFalse();
        Accessibility.check(browser);
    }

    private void switchScriptsOff() {
        browser.prefer("dark");
        browser.runScripts(false);
        Shown.LOGIN.open.accept(browser, page);
        assertThat(page.isDark()).isFalse();
    }

    private static List<String> kind(String user) {
        return new RealmUsers(REALM).read(user).getAttributes().get("tiledesk.kind");
    }

    private String subject(String client) {
        JsonNode tokens = SHOP.tokens(browser, REALM, client);
        return Jwt.of(tokens.path("access_token").asText()).text("sub");
    }
}
