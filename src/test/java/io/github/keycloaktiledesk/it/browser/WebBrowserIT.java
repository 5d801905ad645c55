// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.KeycloakServer;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That the browser, which tests share, tells one test nothing of another. */
@Tag("browser")
class WebBrowserIT {

    private static final URI PAGE = URI.create(KeycloakServer.get().url() + "/robots.txt");

    @RegisterExtension private final WebBrowser browser = new WebBrowser();

    @Test
    void forgetsWhatATestHasLeft() {
        browser.open(PAGE);
        browser.evaluate("document.cookie = 'left=here'");
        browser.evaluate("localStorage.setItem('left', 'here')");
        browser.evaluate("sessionStorage.setItem('left', 'here')");
        browser.prefer("dark");
        browser.resize(320, 640);
        browser.evaluate("window.open('about:blank')");
        assertThat(left()).isEqualTo("left=here here here true 320");
        browser.runScripts(false);

        browser.beforeEach(null);

        browser.open(PAGE);
        assertThat(left()).isEqualTo(" null null false 1280");
        assertThat(browser.driver().getWindowHandles()).hasSize(1);
        browser.open(URI.create("data:text/html,%3Cscript%3Edocument.write('runs')%3C/script%3E"));
        assertThat(browser.text()).isEqualTo("runs");
    }

    private Object left() {
        return browser.evaluate(
                "[document.cookie, localStorage.getItem('left'), sessionStorage.getItem('left'),"
                        + " matchMedia('(prefers-color-scheme: dark)').matches, innerWidth]"
                        + ".map(String).join(' ')");
    }
}
