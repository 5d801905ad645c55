// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.step.NumberSetting;
import io.github.keycloaktiledesk.text.FormTexts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The settings of the step {@code tiledesk-membership}. Keycloak has no hook that could refuse a
 * mistake when they are saved: it shows at use.
 *
 * @param baseUrl where Tiledesk is, as the admin has written it
 * @param httpAllowed whether that may be http
 * @param timeLimit of one call
 * @param refusing whether the sign-in is refused where the call fails
 */
record MembershipConfig(String baseUrl, boolean httpAllowed, Duration timeLimit, boolean refusing) {

    private static final FormTexts TEXTS = new FormTexts("membership");

    private static final String BASE_URL = "baseUrl";
    private static final String ALLOW_HTTP = "allowHttp";
    private static final String ON_FAILURE = "onFailure";

    private static final String CONTINUE = "continue";
    private static final String REFUSE = "refuse";

    private static final int LEAST_MILLIS = 100;
    private static final int MOST_MILLIS = 10_000;

    /** What is beyond the bounds counts as the nearest of them. */
    private static final NumberSetting TIME_LIMIT =
            new NumberSetting("timeLimit", 0, NumberSetting.ANY, 2_000);

    /**
     * Reads the settings.
     *
     * @param model what is stored of the step, or null
     * @return the settings, with defaults for what is not set or not usable
     */
    static MembershipConfig of(AuthenticatorConfigModel model) {
        Map<String, String> config =
                Optional.ofNullable(model)
                        .map(AuthenticatorConfigModel::getConfig)
                        .orElse(Map.of());
        return new MembershipConfig(
                text(config, BASE_URL),
                Boolean.parseBoolean(config.get(ALLOW_HTTP)),
                Duration.ofMillis(millis(config)),
                REFUSE.equals(text(config, ON_FAILURE)));
    }

    /** The same, but that no sign-in is refused. */
    MembershipConfig continuing() {
        return new MembershipConfig(baseUrl, httpAllowed, timeLimit, false);
    }

    private static String text(Map<String, String> config, String name) {
        return Optional.ofNullable(config.get(name)).map(String::trim).orElse("");
    }

    private static int millis(Map<String, String> config) {
        int set = TIME_LIMIT.of(config, "the step 'Tiledesk project membership'");
        return Math.min(Math.max(set, LEAST_MILLIS), MOST_MILLIS);
    }

    static List<ProviderConfigProperty> properties() {
        return List.of(
                TEXTS.property(BASE_URL, ProviderConfigProperty.STRING_TYPE, null),
                TEXTS.property(ALLOW_HTTP, ProviderConfigProperty.BOOLEAN_TYPE, "false"),
                TIME_LIMIT.property(TEXTS),
                TEXTS.choice(
                        ON_FAILURE,
                        ProviderConfigProperty.LIST_TYPE,
                        CONTINUE,
                        List.of(CONTINUE, REFUSE)));
    }
}
