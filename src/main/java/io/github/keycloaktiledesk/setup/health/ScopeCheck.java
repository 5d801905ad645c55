// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.call.TiledeskClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.ScopeContainerModel;

/**
 * What a token of the client may be used for besides Tiledesk, and whose tokens else are for it.
 */
record ScopeCheck(RealmModel realm, ClientModel client) implements Check {

    private static final String PART = "scope";
    private static final String SCOPES = "Client scopes";
    private static final String PATH = "Clients → tiledesk → " + SCOPES;
    private static final String DEDICATED = PATH + " → tiledesk-dedicated → Scope";

    private static final Set<String> NEEDED = Set.of("basic", "profile", "web-origins");

    @Override
    public Stream<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        addRoles(findings);
        addScopes(findings);
        if (isForNewClients()) {
            findings.add(
                    Finding.risk(
                            PART,
                            "Every new client has the client scope 'tiledesk': a Tiledesk server takes its tokens",
                            SCOPES));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(PART, "A token of the client is of use for Tiledesk only", PATH));
        }
        return findings.stream();
    }

    /** Of the roles that an agent has those that get into a token. */
    private void addRoles(List<Finding> findings) {
        if (client.isFullScopeAllowed()) {
            findings.add(
                    Finding.risk(
                            PART,
                            "Full scope is allowed: an agent's token has all roles of the agent",
                            DEDICATED));
        }
        if (hasRolesOfOthers(client)) {
            findings.add(
                    Finding.risk(
                            PART,
                            "Roles of others are in its scope: an agent's token has them",
                            DEDICATED));
        }
        new TreeMap<>(client.getClientScopes(true))
                .forEach(
                        (name, scope) -> {
                            if (hasRolesOfOthers(scope)) {
                                findings.add(
                                        Finding.risk(
                                                PART,
                                                "Roles of others are in its client scope '%s': an agent's token has them"
                                                        .formatted(name),
                                                SCOPES + " → " + name + " → Scope"));
                            }
                        });
    }

    private boolean hasRolesOfOthers(ScopeContainerModel scope) {
        return scope.getScopeMappingsStream().anyMatch(role -> !client.equals(role.getContainer()));
    }

    private void addScopes(List<Finding> findings) {
        Set<String> defaults = client.getClientScopes(true).keySet();
        Set<String> further = new TreeSet<>(client.getClientScopes(false).keySet());
        further.addAll(defaults);
        further.removeAll(NEEDED);
        further.remove(TiledeskClient.ID);
        if (!further.isEmpty()) {
            findings.add(
                    Finding.risk(
                            PART,
                            "Further client scopes than Tiledesk needs: "
                                    + String.join(", ", further),
                            PATH));
        }
        Set<String> missing = new TreeSet<>(NEEDED);
        missing.removeAll(defaults);
        if (!missing.isEmpty()) {
            findings.add(
                    Finding.missing(
                            PART,
                            "Default client scopes are missing: " + String.join(", ", missing),
                            PATH));
        }
    }

    private boolean isForNewClients() {
        return Stream.of(true, false)
                .flatMap(realm::getDefaultClientScopesStream)
                .map(ClientScopeModel::getName)
                .anyMatch(TiledeskClient.ID::equals);
    }
}
