package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.outgoing.OutgoingException;
import io.github.keycloaktiledesk.outgoing.OutgoingRequest;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.models.KeycloakSession;

/**
 * That the user who signs in becomes a member of the project at Tiledesk. A step of the flow plans
 * it; it is made when the sign-in has been committed, while no transaction is open and no database
 * connection held.
 *
 * @param call the sign-in
 * @param userId Keycloak's id of the user
 * @param project id of the project
 * @param config the step's settings
 */
public record Membership(
        TiledeskCall call, String userId, String project, MembershipConfig config) {

    private static final Logger LOG = Logger.getLogger(Membership.class);
    private static final Gates GATES = new Gates(System::nanoTime);
    private static final Warnings WARNINGS = new Warnings(LOG);

    void announce(KeycloakSession session) {
        session.setAttribute(Membership.class.getName(), this);
    }

    /**
     * What a step has planned for the sign-in in progress.
     *
     * @param session the session of the call
     * @return the membership to be made, or empty
     */
    public static Optional<Membership> planned(KeycloakSession session) {
        return Optional.ofNullable(
                session.getAttribute(Membership.class.getName(), Membership.class));
    }

    /**
     * Makes it, unless another call is doing so. Whatever goes wrong, nothing is thrown.
     *
     * @param outside a session without open transaction, with the realm in its context
     * @param token the token that the user is about to get
     * @return whether the sign-in stands; if not, a guest who has just been made is gone again and
     *     the refusal's event written
     */
    public boolean make(KeycloakSession outside, String token) {
        Aftermath aftermath = new Aftermath(outside, this);
        try {
            if (aftermath.lock()) {
                join(outside, token);
                MembershipMetrics.made(realm(outside));
                aftermath.record();
            }
            return true;
        } catch (OutgoingException e) {
            count(e, realm(outside));
            return failed(outside, aftermath, reason(e));
        } catch (RuntimeException e) {
            MembershipMetrics.failed(realm(outside));
            LOG.debug("Unexpected", e);
            return failed(outside, aftermath, "unexpected " + e.getClass().getSimpleName());
        }
    }

    private void join(KeycloakSession outside, String token) throws OutgoingException {
        TiledeskAddress address = TiledeskAddress.of(config.baseUrl(), config.httpAllowed());
        GATES.pass(
                address,
                () ->
                        new OutgoingRequest<>(
                                        outside.getProvider(HttpClientProvider.class)
                                                .getHttpClient(),
                                        new JoinRequest(address, project, token),
                                        config.timeLimit())
                                .send());
    }

    private boolean failed(KeycloakSession outside, Aftermath aftermath, String reason) {
        WARNINGS.warn(
                "A user of realm %s has not become a member of a Tiledesk project: %s",
                realm(outside), reason);
        aftermath.unlock();
        if (!config.refusing()) {
            return true;
        }
        aftermath.refuse(reason);
        return false;
    }

    private static String reason(OutgoingException failure) {
        return failure.status() == OwnCalls.LOOP_DETECTED
                ? "the base URL leads back to Keycloak"
                : failure.getMessage();
    }

    private static void count(OutgoingException failure, String realm) {
        if (failure instanceof Gate.ClosedException) {
            MembershipMetrics.skipped(realm);
        } else if (Gate.isRefusal(failure.status())) {
            MembershipMetrics.rejected(realm);
        } else {
            MembershipMetrics.failed(realm);
        }
    }

    private static String realm(KeycloakSession outside) {
        return outside.getContext().getRealm().getName();
    }
}
