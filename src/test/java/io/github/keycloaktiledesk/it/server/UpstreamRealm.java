// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Another realm, at which the users of a realm log in by OpenID Connect. */
public final class UpstreamRealm implements AutoCloseable {

    /** By which the other realm knows this one. */
    public static final String ALIAS = "upstream";

    private static final String CLIENT = "another-realm";
    private static final String SECRET = "a-secret-of-this-test-only";
    private static final String PROTOCOL = "/protocol/openid-connect";

    private final TestRealm realm;

    private UpstreamRealm(TestRealm realm) {
        this.realm = realm;
    }

    /** The demo realm once more. */
    public static UpstreamRealm create() {
        return new UpstreamRealm(TestRealm.create(RealmParts::allowRapidSignIns));
    }

    /** The realm whose users are those. */
    public TestRealm realm() {
        return realm;
    }

    /** How the other realm trusts this one. */
    public IdentityProviderRepresentation asProvider() {
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(ALIAS);
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        Map<String, String> config = new HashMap<>();
        config.put("clientId", CLIENT);
        config.put("clientSecret", SECRET);
        config.put("clientAuthMethod", "client_secret_post");
        config.put("issuer", realm.url().toString());
        config.put("authorizationUrl", realm.url() + PROTOCOL + "/auth");
        config.put("tokenUrl", inside(realm) + PROTOCOL + "/token");
        config.put("jwksUrl", inside(realm) + PROTOCOL + "/certs");
        config.put("useJwksUrl", "true");
        config.put("validateSignature", "true");
        config.put("disableUserInfo", "true");
        provider.setConfig(config);
        return provider;
    }

    /** Lets the other realm send people here, and tells it when they log out. */
    public void serve(TestRealm other) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(CLIENT);
        client.setSecret(SECRET);
        client.setRedirectUris(List.of(other.url() + "/broker/" + ALIAS + "/endpoint"));
        client.setAttributes(
                Map.of(
                        "backchannel.logout.url",
                        inside(other) + PROTOCOL + "/logout/backchannel-logout",
                        "backchannel.logout.session.required",
                        "true"));
        try (Response created = realm.admin().clients().create(client)) {
            CreatedResponseUtil.getCreatedId(created);
        }
    }

    /** As the server reaches it. */
    private static URI inside(TestRealm realm) {
        return URI.create(KeycloakServer.get().innerUrl() + "/realms/" + realm.name());
    }

    @Override
    public void close() {
        realm.close();
    }
}
