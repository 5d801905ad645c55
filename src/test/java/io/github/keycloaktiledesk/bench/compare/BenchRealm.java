// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmKey;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.Sql;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * The demo realm without limits of guests, and beside what is ours what is Keycloak's: a client
 * with the scopes of ours but for our own, one that may make users, an identity provider for JWT
 * authorization grants.
 */
public final class BenchRealm {

    /** Agents, who all have the demo's password. */
    public static final int AGENTS = 40;

    /** How many of each other kind of user come back. */
    public static final int KNOWN = 200;

    /** The peers' client. */
    public static final String PEER = "peer";

    /** The secret of that client and of the administrator. */
    public static final String SECRET = "secret-of-a-benchmark";

    private static final String ADMINISTRATOR = "administrator";
    private static final String PROVIDER = "site";
    private static final String ISSUER = "https://site.example";
    private static final Duration VALID = Duration.ofHours(1);

    private final TestRealm realm;
    private final RealmKey key;
    private final SigningKey site;

    private BenchRealm(TestRealm realm, SigningKey site) {
        this.realm = realm;
        this.site = site;
        this.key = RealmKey.addTo(realm);
    }

    public static BenchRealm on(KeycloakServer server) {
        SigningKey site = SigningKey.generate("RS256", "site");
        BenchRealm bench =
                new BenchRealm(TestRealm.createOn(server, realm -> prepare(realm, site)), site);
        RealmUsers users = new RealmUsers(bench.realm);
        IntStream.range(0, AGENTS).forEach(i -> users.createAgent(agent(i)));
        return bench;
    }

    public TestRealm realm() {
        return realm;
    }

    /**
     * Makes all users look as if they had come long ago: whoever is new, costs a statement more.
     */
    void age(Sql sql) {
        sql.run("update USER_ENTITY set CREATED_TIMESTAMP = 1");
        realm.admin().clearUserCache();
    }

    /** The e-mail of an agent. */
    public static String agent(int number) {
        return "agent-" + number + "@example.com";
    }

    /** What a visitor's browser sends. */
    public static Map<String, Object> visitor() {
        return Map.of(
                "id_project",
                Demo.PROJECT,
                "firstname",
                "Ada",
                "lastname",
                "Visitor",
                "email",
                "ada@example.com",
                "attributes",
                Map.of("plan", "pro"));
    }

    /** A user with what a visitor is stored with. */
    public static Map<String, Object> userLikeAVisitor() {
        return Map.of(
                "username",
                "peer-" + UUID.randomUUID(),
                "enabled",
                true,
                "groups",
                List.of("/tiledesk-guests"),
                "attributes",
                Map.of(
                        "tiledesk.kind", List.of("guest"),
                        "tiledesk.guest.seen", List.of(Instant.now().toString()),
                        "tiledesk.project", List.of(Demo.PROJECT),
                        "tiledesk.guest.firstname", List.of("Ada"),
                        "tiledesk.guest.lastname", List.of("Visitor"),
                        "tiledesk.guest.email", List.of("ada@example.com"),
                        "tiledesk.guest.attributes", List.of("{\"plan\":\"pro\"}")));
    }

    /** A custom token as the demo's site makes it. */
    public static String customToken(String customer) {
        return Demo.customer().claim("_id", customer).sign(Demo.SECRET);
    }

    /** A visitor's token of which more than half is left. */
    public String visitorToken() {
        return token(realm.calls().anonymously(visitor()));
    }

    /** A visitor's token as it was issued twenty days ago, for thirty. */
    public String oldVisitorToken() {
        CustomToken token = Jwt.of(visitorToken()).copy();
        Instant then = Instant.now().minus(Duration.ofDays(20));
        return key.sign(
                token.claim("iat", then.getEpochSecond())
                        .claim("exp", then.plus(Duration.ofDays(30)).getEpochSecond()));
    }

    /** What the site vouches with for one of the known users, to Keycloak's own provider. */
    public String assertion(int number) {
        Instant now = Instant.now();
        return site.sign(
                new CustomToken()
                        .claim("iss", ISSUER)
                        .claim("sub", known(number))
                        .claim("aud", realm.url().toString())
                        .claim("jti", UUID.randomUUID().toString())
                        .claim("iat", now.getEpochSecond())
                        .claim("exp", now.plus(VALID).getEpochSecond()));
    }

    /** The refresh token of a session of an agent. */
    public String refreshToken(int number) {
        return grant(
                        TokenEndpoint.passwordGrant(PEER, agent(number), Demo.PASSWORD)
                                .with("client_secret", SECRET))
                .json()
                .path("refresh_token")
                .asText();
    }

    /** A token of somebody who may make users. */
    public String administratorsToken() {
        return grant(
                        new Form()
                                .with("grant_type", "client_credentials")
                                .with("client_id", ADMINISTRATOR)
                                .with("client_secret", SECRET))
                .json()
                .path("access_token")
                .asText();
    }

    private Answer grant(Form form) {
        Answer answer = new TokenEndpoint(realm).post(form);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
        return answer;
    }

    private static String token(Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
        return answer.token();
    }

    private static void prepare(RealmRepresentation realm, SigningKey site) {
        RealmParts.allowAnyNumberOfGuests(realm);
        realm.getIdentityProviders().add(provider(site));
        realm.getClients().add(peer());
        realm.getClients().add(administrator());
        UserRepresentation account = new UserRepresentation();
        account.setUsername("service-account-" + ADMINISTRATOR);
        account.setEnabled(true);
        account.setServiceAccountClientId(ADMINISTRATOR);
        account.setClientRoles(Map.of("realm-management", List.of("manage-users")));
        account.setRealmRoles(List.of());
        realm.getUsers().add(account);
        IntStream.range(0, KNOWN).forEach(i -> realm.getUsers().add(linked(known(i))));
    }

    private static String known(int number) {
        return "known-" + number;
    }

    private static UserRepresentation linked(String name) {
        FederatedIdentityRepresentation link = new FederatedIdentityRepresentation();
        link.setIdentityProvider(PROVIDER);
        link.setUserId(name);
        link.setUserName(name);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(name);
        user.setFirstName("Eva");
        user.setLastName("Demo");
        user.setEmail(name + "@example.com");
        user.setEnabled(true);
        user.setFederatedIdentities(List.of(link));
        user.setRealmRoles(List.of());
        return user;
    }

    private static IdentityProviderRepresentation provider(SigningKey site) {
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(PROVIDER);
        provider.setProviderId("jwt-authorization-grant");
        provider.setEnabled(true);
        provider.setConfig(
                Map.of(
                        "issuer", ISSUER,
                        "jwtAuthorizationGrantEnabled", "true",
                        "jwtAuthorizationGrantAssertionReuseAllowed", "true",
                        "jwtAuthorizationGrantMaxAllowedAssertionExpiration",
                                String.valueOf(VALID.toSeconds()),
                        "jwtAuthorizationGrantAssertionSignatureAlg", "RS256",
                        "publicKeySignatureVerifier", site.pem(),
                        "publicKeySignatureVerifierKeyId", "site"));
        return provider;
    }

    private static ClientRepresentation peer() {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(PEER);
        client.setSecret(SECRET);
        client.setStandardFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(true);
        client.setServiceAccountsEnabled(true);
        client.setFullScopeAllowed(false);
        client.setDefaultClientScopes(List.of("basic", "profile", "web-origins"));
        client.setOptionalClientScopes(List.of());
        client.setAttributes(
                new HashMap<>(
                        Map.of(
                                "oauth2.jwt.authorization.grant.enabled",
                                "true",
                                "oauth2.jwt.authorization.grant.idp",
                                PROVIDER)));
        return client;
    }

    private static ClientRepresentation administrator() {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(ADMINISTRATOR);
        client.setSecret(SECRET);
        client.setStandardFlowEnabled(false);
        client.setServiceAccountsEnabled(true);
        client.setAttributes(
                new HashMap<>(Map.of("access.token.lifespan", String.valueOf(VALID.toSeconds()))));
        return client;
    }
}
