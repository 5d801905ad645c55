// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.openqa.selenium.By;

/**
 * The admin console of a realm, for an administrator of the realm itself. Elements are found by
 * what Keycloak marks for tests (data-testid), by their roles and by English texts.
 */
final class AdminConsole {

    private static final String PASSWORD = "password";

    private final WebBrowser browser;
    private final TestRealm realm;

    AdminConsole(WebBrowser browser, TestRealm realm) {
        this.browser = browser;
        this.realm = realm;
    }

    /** Adds an administrator who speaks a language. */
    static void addAdministrator(RealmRepresentation realm, String username, String language) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEmail(username + "@example.com");
        user.setFirstName("Alex");
        user.setLastName("Admin");
        user.setEnabled(true);
        user.setAttributes(Map.of("locale", List.of(language)));
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        user.setCredentials(List.of(password));
        user.setClientRoles(Map.of("realm-management", List.of("realm-admin")));
        realm.getUsers().add(user);
    }

    /** Logs in, and waits until the console is there. */
    void logIn(String username) {
        browser.open(URI.create(base()));
        new LoginPage(browser).logIn(username, PASSWORD);
        browser.see(item("identity-providers"));
    }

    /** Opens a page of the realm, such as {@code users}. */
    void open(String path) {
        browser.open(URI.create(base() + "#/" + realm.name() + "/" + path));
    }

    /** Opens a page by the menu. */
    void choose(String item) {
        browser.click(item(item));
    }

    private static By item(String name) {
        return testId("nav-item-" + name);
    }

    static By testId(String id) {
        return By.cssSelector("[data-testid='" + id + "']");
    }

    /** A switch, whose box itself cannot be seen. */
    static By switchOf(String field) {
        return By.cssSelector("label.pf-v5-c-switch[for='" + field + "']");
    }

    /** A button or link of this text. */
    static By named(String text) {
        return By.xpath("//*[self::button or self::a][normalize-space()='" + text + "']");
    }

    /** What there is in a row of a table that has this text. */
    static By inRow(String text, String xpath) {
        return By.xpath("//tr[.//text()[normalize-space()='" + text + "']]//" + xpath);
    }

    /** Fills a text field in. */
    void fill(String field, String text) {
        browser.type(testId(field), text);
    }

    /** Fills a field for several values in, which has room for one at first. */
    void fill(String field, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                browser.click(testId(field + "-addValue"));
            }
            fill(field + i, values.get(i));
        }
    }

    /** Moves a switch. */
    void flip(String field) {
        browser.click(switchOf(field));
    }

    /** Chooses in a list, which opens on a click. */
    void select(By list, String option) {
        browser.click(list);
        browser.click(By.xpath("//*[@role='option'][normalize-space()='" + option + "']"));
    }

    /** Waits until the console says that it has done something, and closes what it says. */
    void seeSuccess() {
        browser.click(By.cssSelector("[data-testid='global-alerts'] .pf-m-success button"));
        browser.seeNoMore(By.cssSelector("[data-testid='global-alerts'] li"));
    }

    private String base() {
        return realm.url().resolve("/admin/" + realm.name() + "/console/").toString();
    }
}
