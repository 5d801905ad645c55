// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.flow;

import io.github.keycloaktiledesk.call.CallMemory;
import io.github.keycloaktiledesk.call.CallRequest;
import io.github.keycloaktiledesk.call.CallTransaction;
import io.github.keycloaktiledesk.call.FormerId;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.guest.metric.GuestMetrics;
import io.github.keycloaktiledesk.membership.Membership;
import io.github.keycloaktiledesk.step.OnSuccess;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.token.IssuedToken;
import io.github.keycloaktiledesk.token.TokenIssuer;
import io.github.keycloaktiledesk.token.TokenPlan;
import io.github.keycloaktiledesk.user.AdminRole;
import io.github.keycloaktiledesk.user.UserKind;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.AuthenticationFlowResolver;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.Urls;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ResourceOwnerPasswordCredentialsContext;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Runs the direct grant flow of the client for one call, top to bottom as Keycloak's {@code
 * ResourceOwnerPasswordCredentialsGrantType} does.
 */
public final class SignInFlow {

    /** The scope of every token; userinfo asks for it. */
    private static final String SCOPE = OAuth2Constants.SCOPE_OPENID;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ClientModel client;
    private final TiledeskCall call;
    private final MultivaluedMap<String, String> form;
    private final EventBuilder event;

    /**
     * The flow of one call.
     *
     * @param session the session of the call, with realm and client in its context
     * @param call the call
     * @param form what the steps of the flow shall find, by {@link
     *     io.github.keycloaktiledesk.call.CallParameters}
     */
    public SignInFlow(
            KeycloakSession session, TiledeskCall call, MultivaluedMap<String, String> form) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.client = session.getContext().getClient();
        this.call = call;
        this.form = form;
        this.form.putSingle(OAuth2Constants.SCOPE, SCOPE);
        this.event =
                new EventBuilder(realm, session, session.getContext().getConnection())
                        .event(EventType.LOGIN)
                        .client(client)
                        .detail("tiledesk_call", call.endpoint());
    }

    /**
     * Runs the flow.
     *
     * @return how it ended
     */
    public Outcome run() {
        try {
            session.clientPolicy()
                    .triggerOnEvent(new ResourceOwnerPasswordCredentialsContext(session, form));
            return signIn(authenticationSession());
        } catch (ClientPolicyException e) {
            event.detail(Details.CLIENT_POLICY_ERROR, e.getError())
                    .detail(Details.CLIENT_POLICY_ERROR_DETAIL, e.getErrorDetail());
            session.getTransactionManager().setRollbackOnly();
            // A session that may have been attached goes with the rest.
            event.session((String) null);
            return refuse(
                    Refusal.forbidden(
                            "Not allowed by a client policy",
                            e.getError(),
                            Details.CLIENT_POLICY_ERROR));
        }
    }

    private Outcome signIn(AuthenticationSessionModel authSession) throws ClientPolicyException {
        AuthenticationProcessor processor = processor(authSession);
        try {
            authenticate(processor, authSession);
        } catch (RefusedException e) {
            takeBack(authSession);
            Outcome refused = refuse(e.refusal());
            if (call == TiledeskCall.SIGNIN) {
                UnaskedPassword.hash(session, processor, event.getEvent());
            }
            return refused;
        }
        UserModel user = authSession.getAuthenticatedUser();
        Optional<String> formerId = FormerId.of(authSession);
        IssuedToken token = new TokenIssuer(session, event).issue(processor, form);
        succeed(authSession, user);
        Membership.planned(session)
                // The former guest is gone: where it was taken over, no retry would learn the
                // former id.
                .map(planned -> formerId.isPresent() ? planned.withoutRefusal() : planned)
                .ifPresent(membership -> makeOnCommit(membership, token));
        boolean admin = call == TiledeskCall.SIGNIN && AdminRole.isHeldBy(user, realm);
        return new Outcome.SignedIn(user, token, admin, formerId);
    }

    private void makeOnCommit(Membership membership, IssuedToken token) {
        CallMemory.afterCommit(
                session,
                outside -> {
                    if (!membership.make(outside, token.encoded())) {
                        throw new CallTransaction.UnavailableException();
                    }
                });
    }

    private void authenticate(
            AuthenticationProcessor processor, AuthenticationSessionModel authSession)
            throws RefusedException {
        Challenge reader = new Challenge(call, form, authSession);
        try {
            Response challenge = processor.authenticateOnly();
            if (challenge != null) {
                throw new RefusedException(reader.read(challenge));
            }
        } catch (AuthenticationFlowException e) {
            throw new RefusedException(reader.read(e));
        }
        if (call == TiledeskCall.SIGNIN) {
            // Visitors and customers have no screen on which to verify an e-mail or to complete a
            // profile.
            processor.evaluateRequiredActionTriggers();
        }
        UserModel user = authSession.getAuthenticatedUser();
        String open =
                Stream.concat(
                                user.getRequiredActionsStream(),
                                authSession.getRequiredActions().stream())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (!open.isEmpty()) {
            event.user(user);
            throw new RefusedException(Challenge.notSetUp("required action: " + open));
        }
    }

    private AuthenticationProcessor processor(AuthenticationSessionModel authSession) {
        return new AuthenticationProcessor()
                .setAuthenticationSession(authSession)
                .setFlowId(AuthenticationFlowResolver.resolveDirectGrantFlow(authSession).getId())
                .setFlowPath("token")
                .setConnection(session.getContext().getConnection())
                .setEventBuilder(event)
                .setRealm(realm)
                .setSession(session)
                .setUriInfo(session.getContext().getUri())
                .setRequest(new CallRequest(session.getContext().getHttpRequest(), form));
    }

    private AuthenticationSessionModel authenticationSession() {
        AuthenticationSessionModel authSession =
                new AuthenticationSessionManager(session)
                        .createAuthenticationSession(realm, false)
                        .createAuthenticationSession(client);
        authSession.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        authSession.setAction(AuthenticationSessionModel.Action.AUTHENTICATE.name());
        authSession.setClientNote(
                OIDCLoginProtocol.ISSUER,
                Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
        authSession.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, SCOPE);
        call.begin(authSession);
        return authSession;
    }

    private void succeed(AuthenticationSessionModel authSession, UserModel user) {
        TokenPlan plan = TokenPlan.inProgress(session);
        if (plan instanceof TokenPlan.Same) {
            // No session has taken this one over, and none shall be left behind.
            new AuthenticationSessionManager(session)
                    .removeAuthenticationSession(realm, authSession, false);
        }
        OnSuccess.happen(session);
        event.event(plan.eventType())
                .user(user)
                .detail(Details.USERNAME, user.getUsername())
                .success();
        if (call == TiledeskCall.RESUME && UserKind.of(user) == UserKind.GUEST) {
            GuestMetrics.resumed(session);
        }
        if (call == TiledeskCall.SIGNIN) {
            // Where no password is checked, the protector has no say: it also counts sign-ins in
            // flight.
            AuthenticationManager.logSuccess(session, authSession);
        }
    }

    /**
     * A refused {@code signin} is committed, as Keycloak's own grant does: the brute-force
     * protector counts with the commit, and lets a user go too early where it is rolled back. All
     * else is rolled back, whatever a step has written.
     */
    private void takeBack(AuthenticationSessionModel authSession) {
        if (call == TiledeskCall.SIGNIN) {
            new AuthenticationSessionManager(session)
                    .removeAuthenticationSession(realm, authSession, false);
        } else {
            session.getTransactionManager().setRollbackOnly();
        }
    }

    /**
     * Refuses the call, also before its flow has begun.
     *
     * @param refusal why
     * @return the refusal's outcome; the event is written
     */
    public Outcome refuse(Refusal refusal) {
        refusal.record(event);
        return new Outcome.Refused(
                refusal.status(), refusal.message(), refusal.retryAfter(), refusal.fields());
    }
}
