// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import io.github.keycloaktiledesk.token.ResumeAuthenticatorFactory;
import io.github.keycloaktiledesk.token.TokenLifetime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * For how long guests may stay away, realm by realm. All steps of a realm count, bound to a client
 * or not: better a guest too many than one too few.
 */
final class RealmPeriods {

    private static final Logger LOG = Logger.getLogger(RealmPeriods.class);

    /** Of the realms that have such a step, so that the others need not be loaded. */
    private static final String STEPS =
            "select e.realm.id, e.authenticator, e.authenticatorConfig from AuthenticationExecutionEntity e"
                    + " where e.authenticator in (:steps)";

    private final String guestStep;
    private final Set<String> warnings = ConcurrentHashMap.newKeySet();

    RealmPeriods(String guestStep) {
        this.guestStep = guestStep;
    }

    /**
     * Reads the settings. What is too short is warned of, once for as long as it stays the same.
     *
     * @return by the realm's id; without realms whose guests stay for ever
     */
    Map<String, Duration> read(KeycloakSession session) {
        Map<String, Duration> periods = new HashMap<>();
        steps(session).forEach((id, steps) -> add(session.realms().getRealm(id), steps, periods));
        return periods;
    }

    private Map<String, List<Step>> steps(KeycloakSession session) {
        Map<String, List<Step>> steps = new HashMap<>();
        session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(STEPS, Object[].class)
                .setParameter("steps", List.of(guestStep, ResumeAuthenticatorFactory.PROVIDER_ID))
                .getResultStream()
                .forEach(
                        row ->
                                steps.computeIfAbsent((String) row[0], id -> new ArrayList<>())
                                        .add(new Step((String) row[1], (String) row[2])));
        return steps;
    }

    private void add(RealmModel realm, List<Step> steps, Map<String, Duration> periods) {
        if (realm == null) {
            return;
        }
        ExpiryPeriod period =
                ExpiryPeriod.of(
                        steps.stream()
                                .filter(step -> guestStep.equals(step.authenticator()))
                                .map(step -> step.expiry(realm))
                                .toList(),
                        steps.stream()
                                .map(step -> step.tokenLifetime(realm))
                                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) < 0 ? b : a));
        if (period.isTooShort()) {
            warn(realm, period);
        }
        period.length().ifPresent(length -> periods.put(realm.getId(), length));
    }

    private void warn(RealmModel realm, ExpiryPeriod period) {
        if (warnings.add(realm.getId() + period)) {
            LOG.warnf(
                    "Guests of the realm '%s' are to be deleted after %d days, but their tokens last %d seconds: the latter counts",
                    realm.getName(), period.asked().toDays(), period.longestToken().toSeconds());
        }
    }

    private record Step(String authenticator, String configId) {

        ExpiryConfig expiry(RealmModel realm) {
            return ExpiryConfig.of(
                    config(realm).map(AuthenticatorConfigModel::getConfig).orElse(Map.of()));
        }

        Duration tokenLifetime(RealmModel realm) {
            return Duration.ofSeconds(TokenLifetime.seconds(config(realm).orElse(null)));
        }

        private Optional<AuthenticatorConfigModel> config(RealmModel realm) {
            return Optional.ofNullable(configId).map(realm::getAuthenticatorConfigById);
        }
    }
}
