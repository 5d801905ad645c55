// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The users of a realm, as the administrator sees and changes them. */
public final class RealmUsers {

    private final RealmResource realm;

    /** The users of a realm. */
    public RealmUsers(TestRealm realm) {
        this.realm = realm.admin();
    }

    /** How many there are, of every kind. */
    public int count() {
        return realm.users().count();
    }

    /** The user of this Keycloak id. */
    public UserResource get(String id) {
        return realm.users().get(id);
    }

    /** All that the administrator sees of a user. */
    public UserRepresentation read(String id) {
        return get(id).toRepresentation(true);
    }

    /** Everybody who carries this value in this attribute. */
    public List<UserRepresentation> having(String attribute, String value) {
        return realm.users().searchByAttributes(attribute + ":" + value);
    }

    /** How many are linked to an identity provider. */
    public int countLinkedTo(String alias) {
        return realm.users()
                .search(null, null, null, null, null, alias, null, 0, 1000, null, true)
                .size();
    }

    /** Everybody whom the database finds by this id at an identity provider. */
    public List<UserRepresentation> linkedTo(String provider, String id) {
        return realm.users()
                .search(null, null, null, null, null, provider, id, null, null, null, null);
    }

    /** The Keycloak id of the user with this e-mail. */
    public String idOf(String email) {
        return realm.users().searchByEmail(email, true).get(0).getId();
    }

    /** Changes a user as the console does: with the whole representation. */
    public void change(String id, Consumer<UserRepresentation> change) {
        UserRepresentation user = read(id);
        change.accept(user);
        get(id).update(user);
    }

    /** Makes an agent with the demo's password and returns the Keycloak id. */
    public String createAgent(String email) {
        return createAgent(email, agent -> {});
    }

    /** Makes an agent with the demo's password and these attributes, and returns its id. */
    public String createAgent(String email, Map<String, List<String>> attributes) {
        return createAgent(email, agent -> agent.setAttributes(attributes));
    }

    /** Makes an agent who differs from that in something, and returns its id. */
    public String createAgent(String email, Consumer<UserRepresentation> differences) {
        UserRepresentation agent = new UserRepresentation();
        agent.setUsername(email);
        agent.setEmail(email);
        agent.setFirstName("Some");
        agent.setLastName("Agent");
        agent.setEmailVerified(true);
        agent.setEnabled(true);
        agent.setCredentials(List.of(password(Demo.PASSWORD)));
        differences.accept(agent);
        try (Response created = realm.users().create(agent)) {
            if (created.getStatus() != 201) {
                throw new AssertionError("No agent: " + created.readEntity(String.class));
            }
        }
        return idOf(agent.getEmail());
    }

    /** A password that stays. */
    public static CredentialRepresentation password(String value) {
        LogSearch.SECRETS.addField("password", value);
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(value);
        password.setTemporary(false);
        return password;
    }

    /** Gives a user a role of a client of the realm. */
    public void grant(String id, String clientId, String role) {
        RoleRepresentation found = role(clientId, role);
        get(id).roles().clientLevel(found.getContainerId()).add(List.of(found));
    }

    /** Takes a role of a client of the realm from a user. */
    public void revoke(String id, String clientId, String role) {
        RoleRepresentation found = role(clientId, role);
        get(id).roles().clientLevel(found.getContainerId()).remove(List.of(found));
    }

    private RoleRepresentation role(String clientId, String role) {
        String client = realm.clients().findByClientId(clientId).get(0).getId();
        return realm.clients().get(client).roles().get(role).toRepresentation();
    }
}
