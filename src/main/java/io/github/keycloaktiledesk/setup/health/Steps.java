// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * The steps of the flow that answers the calls, with those of its sub-flows.
 *
 * @param flow the flow, or empty where the client is bound to none
 * @param all its steps
 */
record Steps(Optional<AuthenticationFlowModel> flow, List<Step> all) {

    /** The step that makes guests. */
    static final String GUEST = "tiledesk-guest";

    /** The step by which tokens come back. */
    static final String RESUME = "tiledesk-resume";

    /**
     * A step.
     *
     * @param authenticator the id of its kind
     * @param settings its settings, or null
     * @param enabled whether neither it nor a flow around it is disabled
     * @param flows the ids of the flows around it, the innermost last
     */
    record Step(
            String authenticator,
            AuthenticatorConfigModel settings,
            boolean enabled,
            List<String> flows) {

        /** Whether it is run only where this condition is met. */
        boolean isUnder(Step condition) {
            return flows.contains(condition.flows().get(condition.flows().size() - 1));
        }

        boolean has(String setting, String value) {
            return settings != null && value.equals(settings.getConfig().get(setting));
        }
    }

    static Steps of(RealmModel realm, ClientModel client) {
        Optional<AuthenticationFlowModel> flow =
                Optional.ofNullable(
                                client.getAuthenticationFlowBindingOverride(
                                        AuthenticationFlowBindings.DIRECT_GRANT_BINDING))
                        .map(realm::getAuthenticationFlowById);
        return new Steps(
                flow,
                flow.stream().flatMap(found -> of(realm, found.getId(), true, List.of())).toList());
    }

    private static Stream<Step> of(
            RealmModel realm, String flow, boolean enabled, List<String> around) {
        List<String> flows = Stream.concat(around.stream(), Stream.of(flow)).toList();
        return realm.getAuthenticationExecutionsStream(flow)
                .flatMap(
                        execution ->
                                of(realm, execution, enabled && !execution.isDisabled(), flows));
    }

    private static Stream<Step> of(
            RealmModel realm,
            AuthenticationExecutionModel execution,
            boolean enabled,
            List<String> flows) {
        if (execution.isAuthenticatorFlow()) {
            return of(realm, execution.getFlowId(), enabled, flows);
        }
        String settings = execution.getAuthenticatorConfig();
        return Stream.of(
                new Step(
                        execution.getAuthenticator(),
                        settings == null ? null : realm.getAuthenticatorConfigById(settings),
                        enabled,
                        flows));
    }

    /** The steps of a kind, enabled or not. */
    List<Step> of(String authenticator) {
        return all.stream().filter(step -> authenticator.equals(step.authenticator())).toList();
    }

    /** The first step of a kind that is enabled. */
    Optional<Step> enabled(String authenticator) {
        return of(authenticator).stream().filter(Step::enabled).findFirst();
    }
}
