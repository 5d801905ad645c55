// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.step.Warnings;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * Tells the log, once for each realm and algorithm, that a Tiledesk server will not take the tokens
 * that are issued for it: an algorithm is changed where no mapper is asked.
 */
final class AlgorithmWarning {

    private static final Warnings WARNINGS = new Warnings(Logger.getLogger(AlgorithmWarning.class));

    private AlgorithmWarning() {}

    static void giveOnce(RealmModel realm, ClientModel client) {
        TiledeskAlgorithm.objection(TiledeskAlgorithm.of(realm, client))
                .ifPresent(
                        objection ->
                                WARNINGS.warn(
                                        "Realm '%s', client '%s': %s",
                                        realm.getName(), client.getClientId(), objection));
    }
}
