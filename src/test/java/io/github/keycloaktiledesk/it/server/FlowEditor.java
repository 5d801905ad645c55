// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticatorConfigRepresentation;

/** The flows of a realm, edited by the requests that the admin console sends. */
public final class FlowEditor {

    /** The flow that the demo realm binds to the client. */
    public static final String SIGN_IN = "tiledesk sign-in";

    /** Its branch for signin. */
    public static final String AGENTS = "tiledesk agents";

    /** Its branch for signinAnonymously. */
    public static final String VISITORS = "tiledesk visitors";

    /** Its branch for custom tokens. */
    public static final String CUSTOMERS = "tiledesk customers";

    /** Its branch for tokens of the realm. */
    public static final String RETURNING = "tiledesk returning";

    private final AuthenticationManagementResource flows;

    /** An editor of this realm's flows. */
    public FlowEditor(TestRealm realm) {
        this.flows = realm.admin().flows();
    }

    /** What the console lists on the page of a flow. */
    public List<AuthenticationExecutionInfoRepresentation> executions(String flow) {
        return flows.getExecutions(flow);
    }

    /** Sets the requirement of a step, named by its provider, or of a sub-flow, by its name. */
    public void require(String flow, String step, String requirement) {
        AuthenticationExecutionInfoRepresentation execution = execution(flow, step);
        execution.setRequirement(requirement);
        flows.updateExecutions(flow, execution);
    }

    /** Adds a step at the end of a flow. */
    public void add(String flow, String provider, String requirement) {
        flows.addExecution(flow, Map.of("provider", provider));
        require(flow, provider, requirement);
    }

    /** Adds a step at the beginning of a flow, as an administrator drags it there. */
    public void addFirst(String flow, String provider, String requirement) {
        add(flow, provider, requirement);
        while (execution(flow, provider).getIndex() > 0) {
            flows.raisePriority(execution(flow, provider).getId());
        }
    }

    /** Gives a flow another name. */
    public void rename(String flow, String name) {
        flows.getFlows().stream()
                .filter(found -> flow.equals(found.getAlias()))
                .forEach(
                        found -> {
                            found.setAlias(name);
                            flows.updateFlow(found.getId(), found);
                        });
    }

    /** Copies a flow. */
    public void copy(String flow, String name) {
        flows.copy(flow, Map.of("newName", name)).close();
    }

    /** Gives a step that has none these settings. */
    public void settings(String flow, String provider, Map<String, String> settings) {
        AuthenticatorConfigRepresentation config = new AuthenticatorConfigRepresentation();
        config.setAlias(provider + " of " + flow);
        config.setConfig(settings);
        flows.newExecutionConfig(execution(flow, provider).getId(), config).close();
    }

    /** Removes a step, of several the last. */
    public void removeIfPresent(String flow, String provider) {
        find(flow, provider).ifPresent(step -> flows.removeExecution(step.getId()));
    }

    /** Changes one setting of a step that has settings. */
    public void configure(String flow, String provider, String name, String value) {
        String id = execution(flow, provider).getAuthenticationConfig();
        AuthenticatorConfigRepresentation config = flows.getAuthenticatorConfig(id);
        config.getConfig().put(name, value);
        flows.updateAuthenticatorConfig(id, config);
    }

    private AuthenticationExecutionInfoRepresentation execution(String flow, String step) {
        return find(flow, step)
                .orElseThrow(() -> new AssertionError("No step " + step + " in " + flow));
    }

    /** Of several, the last: the one that was added. */
    private Optional<AuthenticationExecutionInfoRepresentation> find(String flow, String step) {
        return executions(flow).stream()
                .filter(
                        execution ->
                                step.equals(execution.getProviderId())
                                        || step.equals(execution.getDisplayName()))
                .reduce((earlier, last) -> last);
    }
}
