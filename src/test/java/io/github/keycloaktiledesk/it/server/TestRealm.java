// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.UUID;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/** A copy of the demo realm under a name of its own, for one test or one class of tests. */
public final class TestRealm implements AutoCloseable {

    private final KeycloakServer server;
    private final String name;

    private TestRealm(KeycloakServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** The demo realm, on the server that all tests share. */
    public static TestRealm create() {
        return create(realm -> {});
    }

    /** The demo realm with changes, on the server that all tests share. */
    public static TestRealm create(Consumer<RealmRepresentation> changes) {
        return createOn(KeycloakServer.get(), changes);
    }

    /** The demo realm with changes, on this server. */
    public static TestRealm createOn(KeycloakServer server, Consumer<RealmRepresentation> changes) {
        RealmRepresentation realm = read(FreshIds.in(Demo.EXPORT));
        String name = "test-" + UUID.randomUUID();
        realm.setRealm(name);
        keepDefaultRoles(realm);
        // Keycloak would make two, and takes seconds for it.
        realm.setPrivateKey(RealmKey.privatePem());
        changes.accept(realm);
        server.admin().realms().create(realm);
        return new TestRealm(server, name);
    }

    /** A realm as Keycloak makes it, without anything of ours, on the server that all share. */
    public static TestRealm createPlain() {
        return createPlain(realm -> {});
    }

    /** The same with changes. */
    public static TestRealm createPlain(Consumer<RealmRepresentation> changes) {
        return createPlainOn(KeycloakServer.get(), changes);
    }

    /** The same with changes, on this server. */
    public static TestRealm createPlainOn(
            KeycloakServer server, Consumer<RealmRepresentation> changes) {
        RealmRepresentation realm = new RealmRepresentation();
        realm.setRealm("plain-" + UUID.randomUUID());
        realm.setEnabled(true);
        realm.setAdminEventsEnabled(true);
        realm.setAdminEventsDetailsEnabled(true);
        realm.setPrivateKey(RealmKey.privatePem());
        changes.accept(realm);
        server.admin().realms().create(realm);
        return new TestRealm(server, realm.getRealm());
    }

    /** The same realm as this node of its server's cluster has it. */
    public TestRealm on(KeycloakServer node) {
        return new TestRealm(node, name);
    }

    /** The realm's name. */
    public String name() {
        return name;
    }

    /** The realm, for the administrator. */
    public RealmResource admin() {
        return server.admin().realm(name);
    }

    /**
     * The realm's own URL, which is the issuer of its tokens unless nodes have another in common.
     */
    public URI url() {
        return URI.create(server.url() + "/realms/" + name);
    }

    /** The base URL that Tiledesk's clients are given. */
    public URI tiledesk() {
        return URI.create(url() + "/tiledesk");
    }

    /** Tiledesk's calls to this realm. */
    public Calls calls() {
        return new Calls(tiledesk());
    }

    /** Deletes the realm. */
    @Override
    public void close() {
        admin().remove();
    }

    /** The role is named after the realm; under the demo's name it would be an empty one. */
    private static void keepDefaultRoles(RealmRepresentation realm) {
        String demo = "default-roles-" + Demo.REALM;
        realm.getUsers()
                .forEach(
                        user ->
                                user.setRealmRoles(
                                        user.getRealmRoles().stream()
                                                .map(
                                                        role ->
                                                                role.replace(
                                                                        demo,
                                                                        "default-roles-"
                                                                                + realm.getRealm()))
                                                .toList()));
    }

    private static RealmRepresentation read(String json) {
        try {
            return JsonSerialization.readValue(json, RealmRepresentation.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
