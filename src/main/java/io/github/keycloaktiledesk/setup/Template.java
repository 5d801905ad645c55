// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import io.github.keycloaktiledesk.call.TiledeskClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.AuthenticatorConfigRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.util.JsonSerialization;

/**
 * What a setup makes: the JSON beside this class, in the form of a realm's export. Read anew each
 * time, since it is completed and Keycloak changes what it is given.
 *
 * @param realm parts of a realm
 */
record Template(RealmRepresentation realm) {

    /** The flow of the client. */
    static final String SIGN_IN = "tiledesk sign-in";

    /** The flow of a customer's first sign-in. */
    static final String FIRST_LOGIN = "tiledesk first login";

    private static final String GUEST_STEP = "tiledesk guest";

    static Template read() {
        return new Template(read("realm.json", RealmRepresentation.class));
    }

    static UPConfig userProfile() {
        return read("user-profile.json", UPConfig.class);
    }

    GroupRepresentation group() {
        return realm.getGroups().get(0);
    }

    RequiredActionProviderRepresentation requiredAction() {
        return realm.getRequiredActions().get(0);
    }

    ClientRepresentation client() {
        return realm.getClients().get(0);
    }

    ClientScopeRepresentation clientScope() {
        return realm.getClientScopes().get(0);
    }

    RoleRepresentation role() {
        return realm.getRoles().getClient().get(TiledeskClient.ID).get(0);
    }

    IdentityProviderRepresentation provider() {
        return realm.getIdentityProviders().get(0);
    }

    AuthenticationFlowRepresentation flow(String alias) {
        return realm.getAuthenticationFlows().stream()
                .filter(flow -> alias.equals(flow.getAlias()))
                .findFirst()
                .orElseThrow();
    }

    AuthenticatorConfigRepresentation settings(String alias) {
        return realm.getAuthenticatorConfig().stream()
                .filter(settings -> alias.equals(settings.getAlias()))
                .findFirst()
                .orElseThrow();
    }

    /** The settings of the step that makes guests. */
    Map<String, String> guestSettings() {
        return settings(GUEST_STEP).getConfig();
    }

    private static <T> T read(String name, Class<T> type) {
        try (InputStream json = Template.class.getResourceAsStream(name)) {
            return JsonSerialization.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
