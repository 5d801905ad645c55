// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.guest.account.GuestConfig;
import io.github.keycloaktiledesk.guest.expiry.ExpiryConfig;
import io.github.keycloaktiledesk.setup.health.Steps.Step;
import io.github.keycloaktiledesk.token.TokenLifetime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Whether guests can come and come back, and how many. */
record GuestsCheck(KeycloakSession session, RealmModel realm, Steps steps) implements Check {

    private static final String PART = "guests";
    private static final Duration SHORT = Duration.ofDays(1);

    @Override
    public Stream<Finding> run() {
        return steps.enabled(Steps.GUEST).stream().flatMap(this::of);
    }

    private Stream<Finding> of(Step step) {
        GuestConfig settings = GuestConfig.of(step.settings());
        List<Finding> findings = new ArrayList<>();
        if (settings.group() != null) {
            group(settings.group()).ifPresent(findings::add);
        }
        if (settings.rates().perAddress() == 0 || settings.rates().perRealm() == 0) {
            findings.add(
                    Finding.risk(
                            PART, "A limit on how many guests may come is switched off", path()));
        }
        life(step, settings).ifPresent(findings::add);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(PART, "Guests can come, within limits, and come back", path()));
        }
        return findings.stream();
    }

    private Optional<Finding> group(String path) {
        GroupModel group = KeycloakModelUtils.findGroupByPath(session, realm, path);
        if (group == null) {
            return Optional.of(
                    Finding.missing(
                            PART,
                            "The group '%s' of the step does not exist: visitors are refused"
                                    .formatted(path),
                            "Groups, or " + path()));
        }
        return Stream.iterate(group, Objects::nonNull, GroupModel::getParent)
                        .flatMap(GroupModel::getRoleMappingsStream)
                        .findAny()
                        .isPresent()
                ? Optional.of(
                        Finding.risk(
                                PART,
                                "The group '%s' has roles: every visitor has them".formatted(path),
                                "Groups → " + group.getName() + " → Role mapping"))
                : Optional.empty();
    }

    /** Whoever comes back later than a token lives is a new guest. */
    private Optional<Finding> life(Step step, GuestConfig settings) {
        long seconds =
                steps.enabled(Steps.RESUME)
                        .map(resume -> TokenLifetime.seconds(resume.settings()))
                        .map(resumed -> Math.min(resumed, settings.tokenLifetime()))
                        .orElseGet(settings::tokenLifetime);
        Duration life = Duration.ofSeconds(seconds);
        int days =
                ExpiryConfig.of(step.settings() == null ? Map.of() : step.settings().getConfig())
                        .days();
        Duration use = days == 0 ? SHORT : Duration.ofDays(days);
        return life.compareTo(use) >= 0
                ? Optional.empty()
                : Optional.of(
                        Finding.risk(
                                PART,
                                "A guest's token lives %s, the guest %s: who comes back later than that is a new guest"
                                        .formatted(
                                                Durations.text(life),
                                                days == 0 ? "for ever" : days + " days"),
                                path()));
    }

    private String path() {
        return "Authentication → Flows → "
                + steps.flow().orElseThrow().getAlias()
                + " → Tiledesk guest and Tiledesk resume";
    }
}
