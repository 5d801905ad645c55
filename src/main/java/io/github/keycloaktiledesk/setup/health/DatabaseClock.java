// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The clock of Keycloak's database.
 *
 * @param session the session of the call
 */
record DatabaseClock(KeycloakSession session) {

    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);

    /** As a number, which no time zone of a connection or a driver turns into another time. */
    private static final String QUESTION = "select extract(epoch from offset datetime)";

    /**
     * What it shows.
     *
     * @return the time in whole seconds, rounded down, or empty where the database does not tell
     */
    Optional<Instant> now() {
        try {
            return Optional.of(
                    // In PostgreSQL time stands still from when a transaction begins.
                    KeycloakModelUtils.runJobInTransactionWithResult(
                            session.getKeycloakSessionFactory(), DatabaseClock::ask));
        } catch (RuntimeException e) {
            LOG.debug("The database does not tell its time", e);
            return Optional.empty();
        }
    }

    private static Instant ask(KeycloakSession own) {
        return Instant.ofEpochSecond(
                own.getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createQuery(QUESTION, Long.class)
                        .getSingleResult());
    }
}
