// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import static io.github.keycloaktiledesk.it.browser.AdminConsole.inRow;
import static io.github.keycloaktiledesk.it.browser.AdminConsole.named;
import static io.github.keycloaktiledesk.it.browser.AdminConsole.switchOf;
import static io.github.keycloaktiledesk.it.browser.AdminConsole.testId;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.text.MessageFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.openqa.selenium.By;

/** The forms of ours in the console: in the administrator's language, with fields that suit. */
@Tag("browser")
class FormsInConsoleIT {

    private static final List<String> LANGUAGES = List.of("de", "en", "es", "it");

    private static final By STEP = By.id("execution-config-form");
    private static final By MAPPER_TYPE = By.id("identityProviderMapper");

    /** Each type of mapper, with the field that is there when all are. */
    private static final Map<String, By> MAPPERS =
            Map.of(
                    "Claim to attribute", testId("config.user🍺attribute"),
                    "Claim to group", testId("join-groups-button"),
                    "Claim to name or e-mail", By.id("property"),
                    "Claim to role", testId("add-role-mapping-button"));

    private static final String ADD_MAPPER =
            "identity-providers/tiledesk/" + Demo.PROVIDER + "/mappers/create";

    @AutoClose private static final TestRealm REALM = TestRealm.create(FormsInConsoleIT::prepare);

    @RegisterExtension private final WebBrowser browser = new WebBrowser();

    private final AdminConsole console = new AdminConsole(browser, REALM);

    private static void prepare(RealmRepresentation realm) {
        RealmParts.speakOurLanguages(realm);
        // The demo's are higher, for trials.
        RealmParts.step(realm, "tiledesk guest")
                .putAll(Map.of("guestsPerAddress", "100", "guestsPerRealm", "600"));
        for (String language : LANGUAGES) {
            AdminConsole.addAdministrator(realm, language, language);
        }
    }

    /** The steps of the flow that have settings of ours. */
    enum Step {
        CONDITION("tiledesk-call", "Condition - Tiledesk call", "condition"),
        AGENT_SESSION("tiledesk-agent-session", "Tiledesk agent session", "agentSession"),
        GUEST("tiledesk-guest", "Tiledesk guest", "guest"),
        CUSTOM_TOKEN("tiledesk-custom-token", "Tiledesk custom token", "customToken"),
        RESUME("tiledesk-resume", "Tiledesk resume", "resume"),
        MEMBERSHIP("tiledesk-membership", "Tiledesk project membership", "membership");

        private final String provider;
        private final String label;
        private final String form;

        Step(String provider, String label, String form) {
            this.provider = provider;
            this.label = label;
            this.form = form;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "de", "es"})
    void areInTheAdministratorsLanguage(String language) {
        console.logIn(language);

        openProvider();
        assertThat(shown()).contains(labels(language, "provider"));

        console.open(ADD_MAPPER);
        StringBuilder mappers = new StringBuilder();
        MAPPERS.forEach(
                (type, lastField) -> {
                    console.select(MAPPER_TYPE, type);
                    browser.see(lastField);
                    mappers.append(shown());
                });
        assertThat(mappers)
                .contains(labels(language, "mapper"))
                .contains(labels(language, "roleMapper"));

        console.open(addClaims());
        browser.see(switchOf("tiledesk.sub"));
        assertThat(shown()).contains(labels(language, "claims"));

        openFlow();
        for (Step step : Step.values()) {
            open(step);
            assertThat(shown()).contains(labels(language, step.form));
            browser.click(testId("cancel"));
            browser.seeNoMore(STEP);
        }
    }

    /** The console leaves a setting out of whose type it knows nothing. */
    @Test
    void haveAFieldForEverySetting() {
        console.logIn("en");

        openProvider();
        assertThat(SettingFields.ofProvider(REALM)).isNotEmpty().allSatisfy(browser::see);

        openFlow();
        for (Step step : Step.values()) {
            open(step);
            assertThat(SettingFields.ofStep(REALM, step.provider))
                    .isNotEmpty()
                    .allSatisfy(browser::see);
            if (step == Step.GUEST) {
                new Picture(browser, REALM).take("guest-settings");
            }
            browser.click(testId("cancel"));
            browser.seeNoMore(STEP);
        }
    }

    private void openProvider() {
        console.open("identity-providers/tiledesk/add");
        browser.see(switchOf("allowExistingUsers"));
    }

    private String addClaims() {
        return "clients/"
                + TestClient.of(REALM).toRepresentation().getId()
                + "/clientScopes/dedicated/mappers/oidc-tiledesk-claims-mapper/new";
    }

    /** All that can be read, none of which is a key. */
    private String shown() {
        String text = browser.text();
        assertThat(text).doesNotContain("tiledesk.");
        return text;
    }

    private void openFlow() {
        console.open("authentication");
        browser.click(named(FlowEditor.SIGN_IN));
    }

    private void open(Step step) {
        browser.click(inRow(step.label, "td[last() - 1]//button"));
        browser.see(STEP);
    }

    private static List<String> labels(String language, String form) {
        return MessageFile.ofConsole(language).entrySet().stream()
                .filter(text -> text.getKey().matches("tiledesk[.]" + form + "[.].*[.]label"))
                .map(Map.Entry::getValue)
                .toList();
    }
}
