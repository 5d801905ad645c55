// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real browser, which has forgotten what it saw in another test. What it is asked for it waits
 * for. When a test fails, a picture of the page and its source are kept in {@code target/browser}.
 */
final class WebBrowser
        implements BeforeEachCallback, AfterTestExecutionCallback, AfterEachCallback {

    private static final Path FAILURES = Path.of("target", "browser");

    /** More than a busy machine takes for the console's first page. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1000;

    private ChromeDriver driver;
    private Dimension size;

    @Override
    public void beforeEach(ExtensionContext test) {
        driver = InstalledBrowser.forNextTest();
        resizeToUsual();
    }

    @Override
    public void afterTestExecution(ExtensionContext test) throws IOException {
        if (test.getExecutionException().isPresent()) {
            String method = test.getRequiredTestMethod().getName();
            String parameters = test.getDisplayName().replace(method + "()", "");
            String name =
                    test.getRequiredTestClass().getSimpleName()
                            + "."
                            + method
                            + parameters.replaceAll("\\W+", "-");
            Files.createDirectories(FAILURES);
            Files.write(FAILURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            Files.writeString(FAILURES.resolve(name + ".html"), driver.getPageSource());
        }
    }

    /** One in which a test has failed may be in any state. */
    @Override
    public void afterEach(ExtensionContext test) {
        if (test.getExecutionException().isPresent()) {
            InstalledBrowser.quit();
        }
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(URI page) {
        driver.get(page.toString());
    }

    URI address() {
        return URI.create(driver.getCurrentUrl());
    }

    /** Makes the page so large. */
    void resize(int width, int height) {
        size = new Dimension(width, height);
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Makes the page as large as it is at first. */
    void resizeToUsual() {
        resize(WIDTH, HEIGHT);
    }

    /** Makes the page as high as what is on it. */
    void fitHeight() {
        Number hidden =
                (Number)
                        evaluate(
                                "Math.max(...[...document.querySelectorAll('html, main, [role=dialog] *')]"
                                        + ".map(it => it.scrollHeight - it.clientHeight))");
        resize(size.width, size.height + hidden.intValue());
    }

    /** Says what the user prefers: {@code light} or {@code dark}. */
    void prefer(String colorScheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
    }

    /** Whether scripts of pages run from now on. */
    void runScripts(boolean on) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    /** What this JavaScript returns. */
    Object evaluate(String script) {
        return driver.executeScript("return " + script);
    }

    /** An element, as soon as it can be seen. */
    WebElement see(By element) {
        return until(ExpectedConditions.visibilityOfElementLocated(element));
    }

    /** Waits until no such element can be seen. */
    void seeNoMore(By element) {
        until(ExpectedConditions.invisibilityOfElementLocated(element));
    }

    boolean has(By element) {
        return !driver.findElements(element).isEmpty();
    }

    List<WebElement> all(By elements) {
        return driver.findElements(elements);
    }

    String textOf(By element) {
        see(element);
        return until(anyDriver -> driver.findElement(element).getText());
    }

    /** All that can be read on the page. */
    String text() {
        return textOf(By.tagName("body"));
    }

    void click(By element) {
        waiting()
                .withMessage(() -> "click on " + element)
                .until(
                        anyDriver -> {
                            WebElement found =
                                    ExpectedConditions.elementToBeClickable(element).apply(driver);
                            if (found != null) {
                                // Not where something stands in front of it, such as a bar at the
                                // bottom.
                                driver.executeScript(
                                        "arguments[0].scrollIntoView({block: 'center'})", found);
                                found.click();
                            }
                            return found != null;
                        });
    }

    /** Types a text into a field, in place of what is in it or what the page still puts there. */
    void type(By field, String text) {
        see(field);
        waiting()
                .withMessage(() -> text + " in " + field)
                .until(
                        anyDriver -> {
                            WebElement found = driver.findElement(field);
                            driver.executeScript(
                                    "arguments[0].focus(); arguments[0].select()", found);
                            found.sendKeys(text.isEmpty() ? Keys.DELETE : text);
                            return text.equals(found.getDomProperty("value"));
                        });
    }

    /** Waits until this is neither null nor false. */
    <T> T until(Function<? super WebDriver, T> condition) {
        return waiting().until(condition);
    }

    /** Pages change while they are looked at. */
    private FluentWait<WebDriver> waiting() {
        return new WebDriverWait(driver, LIMIT)
                .ignoring(StaleElementReferenceException.class)
                .ignoring(ElementClickInterceptedException.class);
    }
}
