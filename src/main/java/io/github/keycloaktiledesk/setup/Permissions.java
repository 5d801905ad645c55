// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import io.github.keycloaktiledesk.call.TiledeskClient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.GroupModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * What the caller may do, by the same questions that Keycloak's own endpoints ask for each part. So
 * a role and a fine-grained permission count alike.
 *
 * @param auth Keycloak's answers
 * @param client the realm's client {@code tiledesk}, or null
 * @param scope the realm's client scope {@code tiledesk}, or null
 * @param group the realm's group of guests, or null
 */
record Permissions(
        AdminPermissionEvaluator auth,
        ClientModel client,
        ClientScopeModel scope,
        GroupModel group) {

    static Permissions of(SetupCall call) {
        return new Permissions(
                call.auth(),
                TiledeskClient.of(call.realm()),
                ClientScopePart.find(call),
                GroupPart.find(call).orElse(null));
    }

    /**
     * Before parts are made, there or not: whoever may not make one is told so before the first
     * write, not after an administrator has removed it.
     *
     * @param providers whether identity providers are made, too
     * @throws SetupException naming all that is missing
     */
    void requireToMake(boolean providers) {
        Missing missing = new Missing();
        missing.unless(auth.realm().canManageRealm(), AdminRoles.MANAGE_REALM);
        missing.unless(auth.clients().canManage(), AdminRoles.MANAGE_CLIENTS);
        missing.unless(auth.groups().canManage(), AdminRoles.MANAGE_USERS);
        missing.unless(
                !providers || auth.realm().canManageIdentityProviders(),
                AdminRoles.MANAGE_IDENTITY_PROVIDERS);
        missing.check();
    }

    /**
     * Before parts are removed.
     *
     * @throws SetupException naming all that is missing
     */
    void requireToRemove() {
        Missing missing = new Missing();
        missing.unless(auth.realm().canManageRealm(), AdminRoles.MANAGE_REALM);
        missing.unless(
                client == null ? auth.clients().canManage() : auth.clients().canManage(client),
                AdminRoles.MANAGE_CLIENTS);
        missing.unless(scope == null || auth.clients().canManage(scope), AdminRoles.MANAGE_CLIENTS);
        missing.unless(
                group == null ? auth.groups().canManage() : auth.groups().canManage(group),
                AdminRoles.MANAGE_USERS);
        missing.unless(
                auth.realm().canManageIdentityProviders(), AdminRoles.MANAGE_IDENTITY_PROVIDERS);
        missing.check();
    }

    /**
     * Before anything is said about a realm.
     *
     * @throws SetupException naming all that is missing
     */
    void requireToView() {
        missingToView().check();
    }

    /** Whether anything may be said about a realm. */
    boolean mayView() {
        return missingToView().isNothing();
    }

    private Missing missingToView() {
        Missing missing = new Missing();
        missing.unless(auth.realm().canViewRealm(), AdminRoles.VIEW_REALM);
        missing.unless(
                client == null ? auth.clients().canView() : auth.clients().canView(client),
                AdminRoles.VIEW_CLIENTS);
        missing.unless(
                group == null ? auth.groups().canView() : auth.groups().canView(group),
                AdminRoles.VIEW_USERS);
        missing.unless(auth.realm().canViewIdentityProviders(), AdminRoles.VIEW_IDENTITY_PROVIDERS);
        return missing;
    }

    private static final class Missing {

        private final Set<String> roles = new LinkedHashSet<>();

        void unless(boolean granted, String role) {
            if (!granted) {
                roles.add(role);
            }
        }

        boolean isNothing() {
            return roles.isEmpty();
        }

        void check() {
            if (!roles.isEmpty()) {
                throw SetupException.forbidden(List.copyOf(roles));
            }
        }
    }
}
