// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

/**
 * What one call has cost, on average of a round.
 *
 * @param server processor time of Keycloak in milliseconds
 * @param database processor time of PostgreSQL in milliseconds
 * @param perSecond how many calls were answered in a second
 * @param median how long half of them took at most, in milliseconds
 * @param slowest how long 99 in a hundred took at most, in milliseconds
 * @param work what the database was sent
 */
record Cost(
        double server,
        double database,
        double perSecond,
        double median,
        double slowest,
        DatabaseWork work) {

    double both() {
        return server + database;
    }
}
