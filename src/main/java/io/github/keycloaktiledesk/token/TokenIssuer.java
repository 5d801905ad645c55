// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ResourceOwnerPasswordCredentialsResponseContext;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Turns a finished flow into an access token of the realm, as Keycloak's direct grant does, without
 * refresh and ID token: no client of Tiledesk asks for them.
 */
public final class TokenIssuer {

    private final KeycloakSession session;
    private final EventBuilder event;

    /**
     * An issuer for one call.
     *
     * @param session the session of the call
     * @param event its event
     */
    public TokenIssuer(KeycloakSession session, EventBuilder event) {
        this.session = session;
        this.event = event;
    }

    /**
     * Issues the token that the flow has planned.
     *
     * @param processor the processor whose flow has ended with a user
     * @param form the parameters of the call, for client policies
     * @return the token
     * @throws ClientPolicyException if a policy of the realm or an offline scope of the client
     *     forbids it
     */
    public IssuedToken issue(AuthenticationProcessor processor, MultivaluedMap<String, String> form)
            throws ClientPolicyException {
        TokenPlan plan = TokenPlan.inProgress(session);
        if (plan instanceof TokenPlan.Same same) {
            return new IssuedToken(same.encoded(), same.token());
        }
        AuthenticationSessionModel authSession = processor.getAuthenticationSession();
        prepare(authSession, plan, processor.getUserSession());
        AuthenticationManager.setClientScopesInSession(session, authSession);
        if (processor.getUserSession() != null) {
            // Before the client session is attached, which takes this time over for its own idle
            // limit.
            processor.getUserSession().setLastSessionRefresh((int) TokenLifetime.now());
        }
        UserSessionModel known =
                plan instanceof TokenPlan.Stateless && processor.getUserSession() == null
                        ? new TransientSession(session, authSession).create()
                        : processor.getUserSession();
        ClientSessionContext context =
                AuthenticationProcessor.attachSession(
                        authSession,
                        known,
                        session,
                        authSession.getRealm(),
                        session.getContext().getConnection(),
                        event);
        if (context.isOfflineTokenRequested()) {
            // A default scope of the client is enough for that, and such a token would never end.
            throw new ClientPolicyException("invalid_scope", "Offline access is not allowed");
        }
        UserSessionModel userSession = context.getClientSession().getUserSession();
        if (plan instanceof TokenPlan.OfSession) {
            context.setAttribute(Constants.GRANT_TYPE, OAuth2Constants.PASSWORD);
        }
        var response =
                new TokenManager()
                        .responseBuilder(
                                authSession.getRealm(),
                                authSession.getClient(),
                                event,
                                session,
                                userSession,
                                context)
                        .generateAccessToken();
        AccessToken token = response.getAccessToken();
        TiledeskClaimsMapper.complete(token, userSession, context);
        if (plan instanceof TokenPlan.Stateless stateless) {
            token.exp(stateless.expiration());
            // With a session id, introspection and userinfo would look for a session that is not
            // there.
            token.setSessionId(null);
            event.session((String) null);
        }
        session.clientPolicy()
                .triggerOnEvent(
                        new ResourceOwnerPasswordCredentialsResponseContext(
                                form, context, response));
        return new IssuedToken(response.build().getToken(), token);
    }

    private static void prepare(
            AuthenticationSessionModel authSession, TokenPlan plan, UserSessionModel userSession) {
        AccessToken renewed = null;
        if (plan instanceof TokenPlan.OfSession ofSession) {
            renewed = ofSession.renewed();
        } else if (plan instanceof TokenPlan.Stateless stateless) {
            renewed = stateless.renewed();
        }
        // A renewed token says what the first one said: same scope, same time of authentication.
        Optional<AccessToken> first = Optional.ofNullable(renewed);
        first.map(AccessToken::getScope)
                .ifPresent(
                        scope -> authSession.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, scope));
        String authTime =
                first.map(AccessToken::getAuth_time)
                        .map(String::valueOf)
                        .or(() -> noted(userSession))
                        .orElseGet(() -> String.valueOf(TokenLifetime.now()));
        authSession.setUserSessionNote(AuthenticationManager.AUTH_TIME, authTime);
    }

    /** A lightweight token does not tell it. */
    private static Optional<String> noted(UserSessionModel userSession) {
        return Optional.ofNullable(userSession)
                .map(known -> known.getNote(AuthenticationManager.AUTH_TIME));
    }
}
