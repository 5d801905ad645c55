// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import io.github.keycloaktiledesk.it.server.Program;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.NoSuchDriverException;

/**
 * The Chrome or Chromium of this machine, one for all tests: it starts and fills its cache once. A
 * {@code chromedriver} in the PATH is taken; without one Selenium Manager looks for browser and
 * driver, and downloads what is missing.
 */
final class InstalledBrowser {

    private static final String DRIVER = "chromedriver";

    /** {@code -Dit.browser=required}: as in CI, where nothing may be skipped. */
    private static final boolean REQUIRED = "required".equals(System.getProperty("it.browser"));

    /** Selenium misses classes for each version of Chrome's protocol, which nothing here needs. */
    private static final Logger PROTOCOL = Logger.getLogger("org.openqa.selenium.devtools");

    /** All that pages can keep, on whatever host. */
    private static final Map<String, Object> ALL_STORAGE =
            Map.of("origin", "*", "storageTypes", "all");

    private static ChromeDriver driver;
    private static String whyNone;

    static {
        PROTOCOL.setLevel(Level.SEVERE);
        Runtime.getRuntime().addShutdownHook(new Thread(InstalledBrowser::quit));
    }

    private InstalledBrowser() {}

    /**
     * One without a window, cookies, storage and settings of former tests. Has the test skipped
     * where there is no browser.
     */
    static synchronized ChromeDriver forNextTest() {
        if (driver != null && !forgets()) {
            quit();
        }
        if (driver == null) {
            driver = start();
        }
        return driver;
    }

    /** Ends it; the next test gets another one. */
    static synchronized void quit() {
        ChromeDriver ended = driver;
        driver = null;
        if (ended != null) {
            ended.quit();
        }
    }

    /** Whether it is still there to forget what it saw. */
    private static boolean forgets() {
        try {
            forget();
            return true;
        } catch (WebDriverException e) {
            return false;
        }
    }

    /** What pages were told to look like, and whether their scripts run, goes with their tab. */
    private static void forget() {
        Set<String> former = driver.getWindowHandles();
        String next = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
        for (String tab : former) {
            driver.switchTo().window(tab).close();
        }
        driver.switchTo().window(next);
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand("Storage.clearDataForOrigin", ALL_STORAGE);
    }

    private static ChromeDriver start() {
        if (whyNone == null) {
            try {
                return new ChromeDriver(service(), options());
            } catch (NoSuchDriverException | SessionNotCreatedException e) {
                if (REQUIRED) {
                    throw e;
                }
                whyNone = "Not tested in a browser: " + e.getRawMessage();
                // Maven says nothing of reasons.
                System.out.println(whyNone);
            }
        }
        return Assumptions.abort(whyNone);
    }

    private static ChromeDriverService service() {
        ChromeDriverService.Builder service = new ChromeDriverService.Builder();
        Program.inPath(DRIVER).ifPresent(driver -> service.usingDriverExecutable(driver.toFile()));
        return service.build();
    }

    private static ChromeOptions options() {
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--headless=new",
                "--hide-scrollbars",
                // Nothing moves while it is looked at.
                "--force-prefers-reduced-motion");
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en"));
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox");
        }
        return options;
    }
}
