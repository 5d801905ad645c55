// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A session that lasts for one call, as a token without session needs it while it is made.
 *
 * @param session the session of the call
 * @param authSession the session of the flow, which has ended with a user
 */
record TransientSession(KeycloakSession session, AuthenticationSessionModel authSession) {

    /**
     * Makes it, with a session of the client. Where the processor makes them, it asks the database
     * for either before.
     */
    UserSessionModel create() {
        RealmModel realm = authSession.getRealm();
        UserModel user = authSession.getAuthenticatedUser();
        UserSessionModel created =
                new UserSessionManager(session)
                        .createUserSession(
                                authSession.getParentSession().getId(),
                                realm,
                                user,
                                user.getUsername(),
                                session.getContext().getConnection().getRemoteHost(),
                                authSession.getProtocol(),
                                false,
                                authSession.getAuthNote(AuthenticationProcessor.BROKER_SESSION_ID),
                                authSession.getAuthNote(AuthenticationProcessor.BROKER_USER_ID),
                                SessionPersistenceState.TRANSIENT);
        created.setState(UserSessionModel.State.LOGGED_IN);
        session.getContext().setUserSession(created);
        session.sessions().createClientSession(realm, authSession.getClient(), created);
        return created;
    }
}
