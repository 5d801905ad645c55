// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.openqa.selenium.By;

/** A login page of Keycloak, or the page for guests. */
final class LoginPage {

    /** CSS pixels. */
    private static final int NARROW = 320;

    static final By USERNAME = By.id("username");
    static final By PASSWORD = By.id("password");
    static final By LOG_IN = By.id("kc-login");
    static final By FIRST_NAME = By.id("firstname");
    static final By CONTINUE = By.id("tiledesk-guest-continue");
    static final By ANOTHER_WAY = By.id("try-another-way");
    static final By TO_GUEST = By.cssSelector("#tiledesk-to-guest button");
    static final By WAY = By.name("authenticationExecution");

    private final WebBrowser browser;

    LoginPage(WebBrowser browser) {
        this.browser = browser;
    }

    void logIn(String username, String password) {
        browser.type(USERNAME, username);
        browser.type(PASSWORD, password);
        browser.click(LOG_IN);
    }

    void continueAs(String firstName) {
        browser.type(FIRST_NAME, firstName);
        browser.click(CONTINUE);
    }

    /** The way to log in of this name, where there are several. */
    static By way(String name) {
        return By.xpath("//button[@name='authenticationExecution'][strong='" + name + "']");
    }

    /** Opened where dark is preferred: checks it in dark and in light, and with little room. */
    void keepsNobodyOut() {
        assertThat(isDark()).isTrue();
        Accessibility.check(browser);

        browser.prefer("light");
        browser.until(driver -> !isDark());
        Accessibility.check(browser);

        browser.resize(NARROW, 640);
        assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                .isEqualTo((long) NARROW);
        Accessibility.check(browser);
    }

    String title() {
        return browser.textOf(By.id("kc-page-title"));
    }

    boolean isDark() {
        String classes = browser.see(By.tagName("html")).getDomAttribute("class");
        return List.of(classes.split(" ")).contains("pf-v5-theme-dark");
    }

    /** The language that the page says it is in. */
    String language() {
        return browser.see(By.tagName("html")).getDomAttribute("lang");
    }
}
