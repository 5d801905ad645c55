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
        assertThat(left()).isEqualTo("left=here here here true");

        browser.beforeEach(null);

        browser.open(PAGE);
        assertThat(left()).isEqualTo(" null null false");
    }

    private Object left() {
        return browser.evaluate(
                "[document.cookie, localStorage.getItem('left'), sessionStorage.getItem('left'),"
                        + " matchMedia('(prefers-color-scheme: dark)').matches].map(String).join(' ')");
    }
}
