// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

/**
 * For how long an agent's token is good. Tiledesk's clients do not refresh it, so the shortest of
 * lifespan, session idle and session maximum counts.
 */
record AgentSessionCheck(RealmModel realm, ClientModel client, Steps steps) implements Check {

    private static final String PART = "agent-sessions";
    private static final String PATH =
            "Realm settings → Sessions, or Clients → tiledesk → Advanced";
    private static final Duration SHORT = Duration.ofDays(1);

    @Override
    public Stream<Finding> run() {
        Duration life = Duration.ofSeconds(seconds());
        return Stream.of(
                life.compareTo(SHORT) < 0
                        ? Finding.risk(
                                PART,
                                "Agents have to sign in again after %s: the shortest of the client's access token"
                                                .formatted(Durations.text(life))
                                        + " lifespan, SSO session idle and SSO session max counts, for Tiledesk's clients"
                                        + " do not refresh",
                                PATH)
                        : Finding.ok(
                                PART, "Agents stay signed in for " + Durations.text(life), PATH));
    }

    private long seconds() {
        boolean remember = isRemembered();
        int idle = realm.getSsoSessionIdleTimeout();
        int max = realm.getSsoSessionMaxLifespan();
        return IntStream.of(
                        setting(OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN)
                                .orElseGet(realm::getAccessTokenLifespan),
                        remember ? or(realm.getSsoSessionIdleTimeoutRememberMe(), idle) : idle,
                        remember ? or(realm.getSsoSessionMaxLifespanRememberMe(), max) : max,
                        setting(OIDCConfigAttributes.CLIENT_SESSION_IDLE_TIMEOUT)
                                .orElseGet(realm::getClientSessionIdleTimeout),
                        setting(OIDCConfigAttributes.CLIENT_SESSION_MAX_LIFESPAN)
                                .orElseGet(realm::getClientSessionMaxLifespan))
                .filter(seconds -> seconds > 0)
                .min()
                .orElse(0);
    }

    private boolean isRemembered() {
        return realm.isRememberMe()
                && steps.enabled("tiledesk-agent-session")
                        .filter(step -> step.has("rememberMe", "true"))
                        .isPresent();
    }

    private static int or(int seconds, int other) {
        return seconds > 0 ? seconds : other;
    }

    private Optional<Integer> setting(String attribute) {
        return Optional.ofNullable(client.getAttribute(attribute))
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf);
    }
}
