package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.call.TiledeskClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.ScopeContainerModel;

/** What a token of the client may be used for besides Tiledesk. */
record ScopeCheck(ClientModel client) implements Check {

    private static final String PART = "scope";
    private static final String PATH = "Clients → tiledesk → Client scopes";
    private static final String DEDICATED = PATH + " → tiledesk-dedicated → Scope";

    private static final Set<String> NEEDED = Set.of("basic", "profile", "web-origins");

    @Override
    public Stream<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        if (client.isFullScopeAllowed()) {
            findings.add(
                    Finding.risk(
                            PART,
                            "Full scope is allowed: an agent's token has all roles of the agent",
                            DEDICATED));
        }
        if (roles().anyMatch(role -> !client.equals(role.getContainer()))) {
            findings.add(
                    Finding.risk(
                            PART,
                            "Roles of others are in its scope: an agent's token has them",
                            DEDICATED));
        }
        Set<String> defaults = new TreeSet<>(client.getClientScopes(true).keySet());
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
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(PART, "A token of the client is of use for Tiledesk only", PATH));
        }
        return findings.stream();
    }

    /** What may get into a token, of the roles that somebody has. */
    private Stream<RoleModel> roles() {
        return Stream.concat(Stream.of(client), client.getClientScopes(true).values().stream())
                .flatMap(ScopeContainerModel::getScopeMappingsStream);
    }
}
