package io.github.keycloaktiledesk.token;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * Tells the log, once for each realm and algorithm, that a Tiledesk server will not take the tokens
 * that are issued for it: an algorithm is changed where no mapper is asked.
 */
final class AlgorithmWarning {

    private static final Logger LOG = Logger.getLogger(AlgorithmWarning.class);

    private static final Set<String> GIVEN = ConcurrentHashMap.newKeySet();

    private AlgorithmWarning() {}

    static void giveOnce(RealmModel realm, ClientModel client) {
        String algorithm = TiledeskAlgorithm.of(realm, client);
        TiledeskAlgorithm.objection(algorithm)
                .filter(objection -> GIVEN.add(realm.getId() + ' ' + algorithm))
                .ifPresent(
                        objection ->
                                LOG.warnf(
                                        "Realm '%s', client '%s': %s",
                                        realm.getName(), client.getClientId(), objection));
    }
}
