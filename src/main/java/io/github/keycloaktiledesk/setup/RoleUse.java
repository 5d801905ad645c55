// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.models.RoleModel;

/**
 * Who has a role of a client, and what else of the realm is made of it.
 *
 * @param call the call
 */
record RoleUse(SetupCall call) {

    private static final String PARENTS =
            "select c.parentRole.id from CompositeRoleEntity c where c.childRole.id = :role";
    private static final String CLIENTS =
            "select c.id from ClientEntity c where :role member of c.scopeMappingIds and c.id <> :owner";
    private static final String SCOPES =
            "select s.id from ClientScopeEntity s where :role member of s.scopeMappingIds";

    /** Whether anything would be lost with a role, besides what only its own client has. */
    boolean of(RoleModel role) {
        return role.isComposite() || hasMembers(role) || isPartOfOthers(role);
    }

    private boolean hasMembers(RoleModel role) {
        return isAny(call.session().users().getRoleMembersStream(call.realm(), role, 0, 1))
                || isAny(call.session().groups().getGroupsByRoleStream(call.realm(), role, 0, 1));
    }

    private boolean isPartOfOthers(RoleModel role) {
        String id = role.getId();
        Rows rows = new Rows(call.session());
        return rows.exist(PARENTS, Map.of("role", id))
                || rows.exist(CLIENTS, Map.of("role", id, "owner", role.getContainerId()))
                || rows.exist(SCOPES, Map.of("role", id));
    }

    private static boolean isAny(Stream<?> stream) {
        return stream.findAny().isPresent();
    }
}
