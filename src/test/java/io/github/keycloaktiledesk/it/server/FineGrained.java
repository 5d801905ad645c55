// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.AuthorizationResource;
import org.keycloak.representations.idm.authorization.ScopePermissionRepresentation;
import org.keycloak.representations.idm.authorization.UserPolicyRepresentation;

/** The fine-grained admin permissions of a realm that has them switched on. */
public final class FineGrained {

    private final TestRealm realm;

    /** The permissions of this realm. */
    public FineGrained(TestRealm realm) {
        this.realm = realm;
    }

    /** Lets the user of this e-mail do this with all resources of a type, such as Clients. */
    public void grant(String email, String type, String... scopes) {
        UserPolicyRepresentation policy = new UserPolicyRepresentation();
        policy.setName("policy " + email + type);
        policy.setUsers(Set.of(new RealmUsers(realm).idOf(email)));
        ScopePermissionRepresentation permission = new ScopePermissionRepresentation();
        permission.setName("permission " + email + type);
        permission.setResourceType(type);
        permission.setScopes(Set.of(scopes));
        permission.setPolicies(Set.of(policy.getName()));
        created(authorization().policies().user().create(policy));
        created(authorization().permissions().scope().create(permission));
    }

    private AuthorizationResource authorization() {
        String id = realm.admin().clients().findByClientId("admin-permissions").get(0).getId();
        return realm.admin().clients().get(id).authorization();
    }

    private static void created(Response response) {
        try (response) {
            CreatedResponseUtil.getCreatedId(response);
        }
    }
}
