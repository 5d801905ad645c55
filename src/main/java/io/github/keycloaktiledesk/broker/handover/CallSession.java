// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.call.TiledeskCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * An authentication session beside the browser's, in which the provider's flows run as they do in
 * the call {@code signinWithCustomToken}: their steps do not mix with those of the browser, and
 * nothing that a browser sends can make such a session.
 */
final class CallSession {

    private final KeycloakSession session;
    private final AuthenticationFlowContext browser;
    private final EventBuilder event;
    private final AuthenticationSessionModel authSession;

    CallSession(KeycloakSession session, AuthenticationFlowContext browser) {
        this.session = session;
        this.browser = browser;
        this.event = eventOfItsOwn();
        this.authSession =
                new AuthenticationSessionManager(session)
                        .createAuthenticationSession(session.getContext().getRealm(), false)
                        .createAuthenticationSession(session.getContext().getClient());
        NewLogin.copyRequest(browser.getAuthenticationSession(), authSession);
        TiledeskCall.CUSTOM_TOKEN.begin(authSession);
    }

    /** The event of the browser's login, as far as it has got, in this transaction. */
    EventBuilder event() {
        return event;
    }

    /** What the step would be given in the call. */
    AuthenticationFlowContext context() {
        return new AuthenticationProcessor()
                .setAuthenticationSession(authSession)
                .setFlowId(browser.getTopLevelFlow().getId())
                .setFlowPath(browser.getFlowPath())
                .setConnection(session.getContext().getConnection())
                .setEventBuilder(event)
                .setRealm(session.getContext().getRealm())
                .setSession(session)
                .setUriInfo(session.getContext().getUri())
                .setRequest(browser.getHttpRequest())
                .createAuthenticatorContext(browser.getExecution(), null, List.of());
    }

    private EventBuilder eventOfItsOwn() {
        EventBuilder own =
                new EventBuilder(
                                session.getContext().getRealm(),
                                session,
                                session.getContext().getConnection())
                        .event(browser.getEvent().getEvent().getType())
                        .client(session.getContext().getClient());
        Optional.ofNullable(browser.getEvent().getEvent().getDetails())
                .ifPresent(details -> details.forEach(own::detail));
        return own;
    }

    /** Has nothing written of what the flows do. */
    void rollBack() {
        session.getTransactionManager().setRollbackOnly();
    }

    /**
     * Removes it.
     *
     * @return what the login's session shall note
     */
    Map<String, String> end() {
        Map<String, String> notes = Map.copyOf(authSession.getUserSessionNotes());
        new AuthenticationSessionManager(session)
                .removeAuthenticationSession(session.getContext().getRealm(), authSession, false);
        return notes;
    }
}
