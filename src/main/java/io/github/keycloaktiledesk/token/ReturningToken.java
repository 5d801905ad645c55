// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import java.util.List;
import java.util.Objects;
import org.keycloak.TokenVerifier;
import org.keycloak.TokenVerifier.RealmUrlCheck;
import org.keycloak.TokenVerifier.TokenTypeCheck;
import org.keycloak.common.VerificationException;
import org.keycloak.events.EventBuilder;
import org.keycloak.jose.jws.JWSHeader;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.TokenManager.NotBeforeCheck;
import org.keycloak.protocol.oidc.TokenManager.TokenRevocationCheck;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.services.util.UserSessionUtil;
import org.keycloak.util.TokenUtil;

/**
 * A token of this realm that somebody brings back, checked as Keycloak's own introspection checks
 * it, and more strictly: only an access token that was issued for this client.
 *
 * @param encoded the token as it came
 * @param token its content
 * @param user whose it is
 * @param userSession the session that it belongs to, or null for a stateless token
 * @param current whether the realm would sign it with the same key and algorithm now
 */
record ReturningToken(
        String encoded,
        AccessToken token,
        UserModel user,
        UserSessionModel userSession,
        boolean current) {

    /**
     * Verifies a token.
     *
     * @param session the session of the call, with realm and client in its context
     * @param event the event of the call; learns whose the token is as soon as that is known
     * @param encoded what was sent; may be anything
     * @return the verified token
     * @throws VerificationException if it is not valid here and now; the message is for admins
     */
    static ReturningToken verify(KeycloakSession session, EventBuilder event, String encoded)
            throws VerificationException {
        JWSHeader header = header(encoded);
        RealmSignature signature = new RealmSignature(session);
        // Before any signature is looked at: only algorithms by which this realm signs or has
        // signed access tokens.
        check(signature.mayHave(header), "foreign algorithm");
        AccessToken token = session.tokens().decode(encoded, AccessToken.class);
        check(token != null, "not a token of this realm");
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = session.getContext().getClient();
        TokenVerifier.createWithoutSignature(token)
                .withChecks(
                        new RealmUrlCheck(
                                Urls.realmIssuer(
                                        session.getContext().getUri().getBaseUri(),
                                        realm.getName())),
                        new TokenTypeCheck(List.of(TokenUtil.TOKEN_TYPE_BEARER)),
                        TokenVerifier.IS_ACTIVE,
                        // One each: Keycloak 26.6 takes the earlier of the two for a client.
                        new NotBeforeCheck(realm.getNotBefore()),
                        new NotBeforeCheck(client.getNotBefore()),
                        new TokenRevocationCheck(session))
                .verify();
        check(token.getExp() != null && token.getExp() > 0, "token without expiration");
        check(client.getClientId().equals(token.getIssuedFor()), "token of another client");
        check(token.getConfirmation() == null, "token bound to a key");
        UserSessionModel userSession =
                token.getSessionId() == null ? null : userSession(session, token);
        UserModel user =
                userSession == null ? statelessUser(session, token) : userSession.getUser();
        event.user(user);
        check(
                TokenManager.isUserValid(session, realm, token, user),
                "user gone, disabled or logged out");
        return new ReturningToken(encoded, token, user, userSession, signature.isCurrent(header));
    }

    private static JWSHeader header(String encoded) throws VerificationException {
        try {
            JWSHeader header = new JWSInput(encoded).getHeader();
            check(header != null, "token without header");
            return header;
        } catch (JWSInputException e) {
            throw new VerificationException("not a token of this realm");
        }
    }

    private static UserSessionModel userSession(KeycloakSession session, AccessToken token)
            throws VerificationException {
        var found =
                UserSessionUtil.findValidSessionForAccessToken(
                        session,
                        session.getContext().getRealm(),
                        token,
                        session.getContext().getClient(),
                        invalid -> {});
        check(found.getError() == null, "session: " + found.getError());
        check(!found.getUserSession().isOffline(), "offline session");
        return found.getUserSession();
    }

    /** By our own claim only: what other claims say, a mapper or a user may have chosen. */
    private static UserModel statelessUser(KeycloakSession session, AccessToken token)
            throws VerificationException {
        check(
                token.getOtherClaims().get(TiledeskClaims.USER_ID) instanceof String,
                "token of no user");
        String userId = Objects.toString(token.getOtherClaims().get(TiledeskClaims.USER_ID));
        return session.users().getUserById(session.getContext().getRealm(), userId);
    }

    private static void check(boolean valid, String reason) throws VerificationException {
        if (!valid) {
            throw new VerificationException(reason);
        }
    }
}
