// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/**
 * Where the server runs. The system property {@code it.server} is {@code container} or {@code
 * distribution}; without it, a container where a container engine answers.
 */
enum ServerKind {
    CONTAINER {
        @Override
        KeycloakServer start(ServerOptions options) {
            return KeycloakInContainer.start(options);
        }
    },
    DISTRIBUTION {
        @Override
        KeycloakServer start(ServerOptions options) {
            return KeycloakDistribution.start(options);
        }
    };

    private static final int PROBE_SECONDS = 30;

    abstract KeycloakServer start(ServerOptions options);

    static ServerKind chosen() {
        return Holder.CHOSEN;
    }

    private static ServerKind choose() {
        String wanted = System.getProperty("it.server", "");
        if (!wanted.isBlank()) {
            return announce(valueOf(wanted.toUpperCase(Locale.ROOT)), "as it.server says");
        }
        return engineAnswers()
                ? announce(CONTAINER, "a container engine answers")
                : announce(DISTRIBUTION, "no container engine answers");
    }

    private static ServerKind announce(ServerKind kind, String reason) {
        System.out.printf(
                "Integration tests run against Keycloak's %s (%s)%n",
                kind.name().toLowerCase(Locale.ROOT), reason);
        return kind;
    }

    /** An engine without its settings hangs for minutes when asked: so a limited time only. */
    private static boolean engineAnswers() {
        try {
            return TimeLimit.call(
                    "The container engine's answer",
                    PROBE_SECONDS,
                    TimeUnit.SECONDS,
                    () -> DockerClientFactory.instance().isDockerAvailable());
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
            return false;
        }
    }

    private static final class Holder {

        private static final ServerKind CHOSEN = choose();
    }
}
