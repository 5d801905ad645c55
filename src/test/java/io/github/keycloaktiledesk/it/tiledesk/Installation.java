// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * What an enterprise has in its house: a realm, a Tiledesk server that takes its tokens, and a
 * project there, owned by an agent of the realm.
 */
public final class Installation implements AutoCloseable {

    /** The e-mail of the agent who owns the project; the password is the demo's. */
    public static final String OWNER = "owner@example.com";

    /** The alias of the project's identity provider. */
    public static final String PROVIDER = "project";

    private static final KeycloakServer SERVER = KeycloakServer.behindProxy();

    private final TestRealm realm;
    private final TiledeskServer tiledesk;
    private final String privateKey;
    private final String project;
    private final String secret;

    private Installation(
            TestRealm realm,
            TiledeskServer tiledesk,
            String privateKey,
            String project,
            String secret) {
        this.realm = realm;
        this.tiledesk = tiledesk;
        this.privateKey = privateKey;
        this.project = project;
        this.secret = secret;
    }

    /** The one that tests share: set up by the first call, gone when the JVM exits. */
    public static Installation get() {
        return Shared.INSTALLATION;
    }

    /** Another that tests share, where Keycloak has visitors and customers made members. */
    public static Installation withMembership() {
        return SharedWithMembership.INSTALLATION;
    }

    private static final class Shared {
        static final Installation INSTALLATION = create();
    }

    private static final class SharedWithMembership {
        static final Installation INSTALLATION = create();

        static {
            new MembershipStep(INSTALLATION.realm)
                    .require(
                            INSTALLATION.tiledesk.url().toString(),
                            Map.of(
                                    "allowHttp", "true",
                                    "timeLimit", "10000",
                                    "onFailure", "refuse"));
        }
    }

    /** Sets one up whose realm is the demo's. Close it. */
    public static Installation create() {
        return create(realm -> {});
    }

    /**
     * Sets one up, on the server that a reverse proxy can be put before. Close it.
     *
     * @param changes in what its realm differs from the demo's
     */
    public static Installation create(Consumer<RealmRepresentation> changes) {
        String[] privateKey = new String[1];
        TestRealm realm =
                TestRealm.createOn(
                        SERVER,
                        rep -> {
                            RealmParts.allowRapidSignIns(rep);
                            privateKey[0] = rep.getPrivateKey();
                            changes.accept(rep);
                        });
        TiledeskServer tiledesk = TiledeskServer.start(PublishedKey.of(realm));
        linkAgent(realm, OWNER, tiledesk.account(OWNER));
        String owner = realm.calls().signin(OWNER, Demo.PASSWORD).token();
        String project = tiledesk.project(owner);
        String secret = tiledesk.projectSecret(owner, project);
        addProject(realm, project, secret);
        return new Installation(realm, tiledesk, privateKey[0], project, secret);
    }

    /** Makes an agent of the realm who has an account in Tiledesk. */
    private static void linkAgent(TestRealm realm, String email, String account) {
        new RealmUsers(realm).createAgent(email, Map.of("tiledesk.id", List.of(account)));
    }

    private static void addProject(TestRealm realm, String project, String secret) {
        Providers providers = new Providers(realm);
        Map<String, String> settings = providers.read(Demo.PROVIDER).getConfig();
        providers.add(
                PROVIDER,
                Providers.with(settings, Map.of("clientId", project, "clientSecret", secret)));
    }

    /** Another realm, whose key Tiledesk does not know. Close it. */
    static TestRealm strangeRealm() {
        return TestRealm.createOn(SERVER, realm -> {});
    }

    /** Another realm with the same key, which Tiledesk cannot tell from the first. Close it. */
    TestRealm anotherRealm(Consumer<RealmRepresentation> changes) {
        TestRealm another =
                TestRealm.createOn(
                        SERVER,
                        rep -> {
                            rep.setPrivateKey(privateKey);
                            changes.accept(rep);
                        });
        addProject(another, project, secret);
        return another;
    }

    /** The realm. */
    public TestRealm realm() {
        return realm;
    }

    /** The Tiledesk server. */
    public TiledeskServer tiledesk() {
        return tiledesk;
    }

    /** The project's id. */
    public String project() {
        return project;
    }

    /** A token of the project's owner, without {@code JWT }. */
    public String owner() {
        return realm.calls().signin(OWNER, Demo.PASSWORD).token();
    }

    /** The token of a new visitor of the project. */
    public String visitor() {
        return visitor(realm);
    }

    /** The token of a new visitor of the project, of this realm. */
    String visitor(TestRealm of) {
        return of.calls().anonymously(Map.of("id_project", project, "firstname", "Ada")).token();
    }

    /** The token of the project's customer of this id, of this realm. */
    String customer(TestRealm of, String id) {
        return of.calls().customToken(sign(Demo.customer(), id)).token();
    }

    /** The token of the project's customer of this id. */
    public String customer(String id) {
        return customer(realm, id);
    }

    /** A JWT of the project's site for its customer of this id. */
    String sign(CustomToken token, String id) {
        return token.claim("_id", project + "_" + id)
                .claim("aud", "https://tiledesk.com/projects/" + project)
                .sign(secret);
    }

    /** An id for a new request of the project, as clients make them up. */
    public String newRequest() {
        return "support-group-" + project + "-" + UUID.randomUUID().toString().replace("-", "");
    }

    @Override
    public void close() {
        try (realm) {
            tiledesk.close();
        }
    }
}
