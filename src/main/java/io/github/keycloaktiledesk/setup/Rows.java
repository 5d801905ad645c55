// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import java.util.Map;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * What Keycloak stores, asked where its models have no question but one that reads all.
 *
 * @param session the session of the call
 */
record Rows(KeycloakSession session) {

    /**
     * Whether there is any.
     *
     * @param question a query in JPQL for ids
     * @param parameters of the query
     */
    boolean exist(String question, Map<String, ?> parameters) {
        var query =
                session.getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createQuery(question, String.class)
                        .setMaxResults(1);
        parameters.forEach(query::setParameter);
        return !query.getResultList().isEmpty();
    }
}
