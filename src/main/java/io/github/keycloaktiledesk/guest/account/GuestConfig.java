// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.account;

import io.github.keycloaktiledesk.guest.expiry.ExpiryConfig;
import io.github.keycloaktiledesk.guest.limit.FieldLimits;
import io.github.keycloaktiledesk.guest.limit.RateLimits;
import io.github.keycloaktiledesk.text.FormTexts;
import io.github.keycloaktiledesk.token.TokenLifetime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.Constants;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The settings of the step {@code tiledesk-guest}.
 *
 * @param usernamePrefix what the user names of guests begin with
 * @param group path of the group that guests join, or null
 * @param projects ids of the projects whose visitors may sign in; empty for any
 * @param emailDomain domain of the e-mail that is shown of guests without one, or null
 * @param browserProject id of the project of guests from a browser, or null
 * @param tokenLifetime seconds
 * @param rates how many guests may come
 * @param fields how much each may type
 * @param registerEvent whether each new guest is an event of its own
 */
public record GuestConfig(
        String usernamePrefix,
        String group,
        Set<String> projects,
        String emailDomain,
        String browserProject,
        long tokenLifetime,
        RateLimits rates,
        FieldLimits fields,
        boolean registerEvent) {

    private static final FormTexts TEXTS = new FormTexts("guest");

    private static final String USERNAME_PREFIX = "usernamePrefix";
    private static final String DEFAULT_PREFIX = "tiledesk-guest-";
    private static final String GROUP = "group";
    private static final String PROJECTS = "projects";
    private static final String EMAIL_DOMAIN = "emailDomain";
    private static final String REGISTER_EVENT = "registerEvent";
    private static final String BROWSER_PROJECT = "browserProject";

    /**
     * Reads the settings.
     *
     * @param model what is stored of the step, or null
     * @return the settings, with defaults for what is not set
     */
    public static GuestConfig of(AuthenticatorConfigModel model) {
        Map<String, String> config =
                Optional.ofNullable(model)
                        .map(AuthenticatorConfigModel::getConfig)
                        .orElse(Map.of());
        String projects = text(config, PROJECTS).orElse("");
        return new GuestConfig(
                text(config, USERNAME_PREFIX).orElse(DEFAULT_PREFIX),
                text(config, GROUP).orElse(null),
                projects.isEmpty()
                        ? Set.of()
                        : Set.copyOf(List.of(Constants.CFG_DELIMITER_PATTERN.split(projects))),
                text(config, EMAIL_DOMAIN).orElse(null),
                text(config, BROWSER_PROJECT).orElse(null),
                TokenLifetime.seconds(model),
                RateLimits.of(config),
                FieldLimits.of(config),
                !"false".equals(config.get(REGISTER_EVENT)));
    }

    private static Optional<String> text(Map<String, String> config, String name) {
        return Optional.ofNullable(config.get(name))
                .map(String::trim)
                .filter(value -> !value.isEmpty());
    }

    /**
     * Tells whether visitors of a project may sign in.
     *
     * @param project id of the project; without one, a guest is of none that is named
     * @return whether they may
     */
    boolean allows(String project) {
        return projects.isEmpty() || project != null && projects.contains(project);
    }

    /**
     * The settings as a console shows them.
     *
     * @return all of them
     */
    public static List<ProviderConfigProperty> properties() {
        return Stream.of(
                        own(),
                        RateLimits.properties(TEXTS),
                        FieldLimits.properties(TEXTS),
                        List.of(
                                ExpiryConfig.property(TEXTS),
                                TEXTS.property(
                                        REGISTER_EVENT,
                                        ProviderConfigProperty.BOOLEAN_TYPE,
                                        "true")))
                .flatMap(List::stream)
                .toList();
    }

    private static List<ProviderConfigProperty> own() {
        return List.of(
                TEXTS.property(USERNAME_PREFIX, ProviderConfigProperty.STRING_TYPE, DEFAULT_PREFIX),
                TEXTS.property(GROUP, ProviderConfigProperty.GROUP_TYPE, null),
                TEXTS.property(PROJECTS, ProviderConfigProperty.MULTIVALUED_STRING_TYPE, null),
                TEXTS.property(EMAIL_DOMAIN, ProviderConfigProperty.STRING_TYPE, null),
                TEXTS.property(BROWSER_PROJECT, ProviderConfigProperty.STRING_TYPE, null),
                TokenLifetime.property(TEXTS));
    }
}
