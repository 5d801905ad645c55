package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.call.TiledeskClient;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.UserStoragePrivateUtil;

/**
 * What is written around a membership, each in a short transaction of its own.
 *
 * @param outside a session without open transaction
 * @param membership the membership
 */
record Aftermath(KeycloakSession outside, Membership membership) {

    private static final Logger LOG = Logger.getLogger(Aftermath.class);

    /** More than a call takes with all that comes with it. */
    private static final long LOCK_SECONDS = 60;

    private static final String ERROR = "tiledesk_membership_failed";

    /** Whether no other call in the cluster is making the same one, or has just made it. */
    boolean lock() {
        return inTransaction(session -> locks(session).putIfAbsent(key(session), LOCK_SECONDS));
    }

    /** Lets the next resume try again. After a success the lock stays, for who planned the same. */
    void unlock() {
        attempt("unlock it", session -> locks(session).remove(key(session)) != null);
    }

    /** So that the call is not made again. */
    void record() {
        attempt(
                "note it",
                session -> {
                    UserModel user =
                            session.users()
                                    .getUserById(
                                            session.getContext().getRealm(), membership.userId());
                    if (user != null) {
                        Members.add(user, membership.project());
                    }
                    return user != null;
                });
    }

    /** Takes the sign-in back, as far as it has made a user, and tells the admin. */
    void refuse(String reason) {
        if (membership.call() == TiledeskCall.SIGNIN_ANONYMOUSLY) {
            attempt("delete the guest", this::deleteGuest);
        }
        // Afterwards: Keycloak writes it with a connection of its own.
        attempt("write the event", session -> writeEvent(session, reason));
    }

    private boolean deleteGuest(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        UserModel guest =
                UserStoragePrivateUtil.userLocalStorage(session)
                        .getUserById(realm, membership.userId());
        return guest != null
                && UserKind.of(guest) == UserKind.GUEST
                && new UserManager(session).removeUser(realm, guest);
    }

    private boolean writeEvent(KeycloakSession session, String reason) {
        RealmModel realm = session.getContext().getRealm();
        new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.LOGIN)
                .client(TiledeskClient.of(realm))
                .user(membership.userId())
                .detail("tiledesk_call", membership.call().endpoint())
                .detail(Details.REASON, reason)
                .error(ERROR);
        return true;
    }

    private static SingleUseObjectProvider locks(KeycloakSession session) {
        return session.singleUseObjects();
    }

    private String key(KeycloakSession session) {
        return String.join(
                ":",
                "tiledesk-membership",
                session.getContext().getRealm().getId(),
                membership.userId(),
                membership.project());
    }

    /** The sign-in has been committed: what goes wrong now cannot undo it. */
    private void attempt(String what, Predicate<KeycloakSession> work) {
        try {
            inTransaction(work);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "After a membership of user %s, to %s has failed: %s",
                    membership.userId(), what, e.getClass().getSimpleName());
            LOG.debug("Why it has failed", e);
        }
    }

    private boolean inTransaction(Predicate<KeycloakSession> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                outside.getKeycloakSessionFactory(),
                outside.getContext(),
                work::test,
                "Tiledesk membership");
    }
}
