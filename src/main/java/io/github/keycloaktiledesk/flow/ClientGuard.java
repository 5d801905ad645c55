// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.flow;

import io.github.keycloaktiledesk.step.Refusal;
import java.util.Optional;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** What Keycloak's token endpoint asks of a realm and a client before it looks at a request. */
public final class ClientGuard {

    private ClientGuard() {}

    /**
     * Checks the realm.
     *
     * @param session the session of the call
     * @return why no call is answered, or empty
     */
    public static Optional<Refusal> checkRealm(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        boolean plain = !"https".equals(session.getContext().getUri().getBaseUri().getScheme());
        if (plain && realm.getSslRequired().isRequired(session.getContext().getConnection())) {
            return forbidden("HTTPS required", Errors.SSL_REQUIRED);
        }
        return realm.isEnabled()
                ? Optional.empty()
                : forbidden("Realm not enabled", Errors.REALM_DISABLED);
    }

    /**
     * Checks the client.
     *
     * @param client the client {@code tiledesk} of the realm
     * @return why no call is answered, or empty
     */
    public static Optional<Refusal> checkClient(ClientModel client) {
        if (!client.isEnabled()) {
            return forbidden("Client not enabled", Errors.CLIENT_DISABLED);
        }
        OIDCAdvancedConfigWrapper config = OIDCAdvancedConfigWrapper.fromClientModel(client);
        // The calls carry neither a client's secret nor a proof of a key, and have no screen to ask
        // for consent.
        boolean usable =
                OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol())
                        && client.isPublicClient()
                        && !client.isBearerOnly()
                        && client.isDirectAccessGrantsEnabled()
                        && !client.isConsentRequired()
                        && !config.isUseDPoP()
                        && !config.isUseMtlsHokToken();
        return usable
                ? Optional.empty()
                : forbidden("Client not allowed for this sign-in", Errors.NOT_ALLOWED);
    }

    private static Optional<Refusal> forbidden(String message, String eventError) {
        return Optional.of(Refusal.forbidden(message, eventError, message));
    }
}
