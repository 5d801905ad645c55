// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import java.util.stream.Collectors;

/** What axe-core finds on a page against WCAG 2.1, levels A and AA. */
final class Accessibility {

    private static final List<String> LEVELS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");

    private Accessibility() {}

    /**
     * Checks the page that a browser shows.
     *
     * @throws AssertionError if there is something, with each element
     */
    static void check(WebBrowser browser) {
        Results results = new AxeBuilder().withTags(LEVELS).analyze(browser.driver());
        assertThat(results.getPasses()).as("rules that hold").isNotEmpty();
        assertThat(results.getViolations().stream().map(Accessibility::describe)).isEmpty();
        // Text in the colour of what is behind it is not among the violations.
        assertThat(results.getIncomplete().stream().filter(Accessibility::isContrast))
                .extracting(Accessibility::describe)
                .isEmpty();
    }

    private static boolean isContrast(Rule rule) {
        return "color-contrast".equals(rule.getId());
    }

    private static String describe(Rule violation) {
        return violation.getNodes().stream()
                .map(CheckedNode::getHtml)
                .collect(Collectors.joining("\n  ", violation.getHelp() + ":\n  ", "\n"));
    }
}
