// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;

/**
 * A picture of the documentation. It is taken where the system property {@code pictures} names the
 * folder that it belongs into: {@code mvn -Pscreenshots}.
 */
final class Picture {

    private static final String FOLDER = System.getProperty("pictures", "");
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 560;
    private static final int MOST_BYTES = 150 * 1024;

    /** Shows the realm as it is called elsewhere in the documentation. */
    private static final String RENAME =
            """
            const rename = text => text.replaceAll(arguments[0], 'https://login.example.com')
                .replaceAll(arguments[1], 'demo');
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                texts.currentNode.data = rename(texts.currentNode.data);
            }
            for (const field of document.querySelectorAll('input[readonly]')) {
                field.value = rename(field.value);
            }
            """;

    private final WebBrowser browser;
    private final TestRealm realm;

    /** A picture of what a browser shows of a realm. */
    Picture(WebBrowser browser, TestRealm realm) {
        this.browser = browser;
        this.realm = realm;
    }

    /** Takes the whole page, as high as it is. */
    void take(String name) {
        if (!FOLDER.isEmpty()) {
            URI url = realm.url();
            String server = url.resolve("/").toString().replaceAll("/$", "");
            browser.driver().executeScript(RENAME, server, realm.name());
            browser.resize(WIDTH, HEIGHT);
            // The console folds its menu then.
            browser.seeNoMore(By.cssSelector(".pf-v5-c-page__sidebar.pf-m-expanded"));
            browser.fitHeight();
            write(
                    Path.of(FOLDER, name + ".png"),
                    browser.driver().getScreenshotAs(OutputType.BYTES));
            browser.resizeToUsual();
        }
    }

    private static void write(Path file, byte[] png) {
        if (png.length > MOST_BYTES) {
            throw new AssertionError(file + " would have " + png.length + " bytes");
        }
        try {
            Files.write(file, png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
