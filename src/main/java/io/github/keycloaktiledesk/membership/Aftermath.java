// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.call.TiledeskClient;
import io.github.keycloaktiledesk.user.UserKind;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;
import org.keycloak.storage.UserStoragePrivateUtil;

/**
 * What is written once a membership has been made or not.
 *
 * @param transactions what it is written in
 * @param candidate who becomes a member of what
 */
record Aftermath(ShortTransactions transactions, Candidate candidate) {

    private static final String ERROR = "tiledesk_membership_failed";

    /** So that the call is not made again. */
    void record() {
        transactions.attempt(
                "note it",
                session -> {
                    UserModel user =
                            session.users()
                                    .getUserById(
                                            session.getContext().getRealm(), candidate.userId());
                    if (user != null) {
                        Members.add(user, candidate.project());
                    }
                    return user != null;
                });
    }

    /** Takes the sign-in back, as far as it has made a user, and tells the admin. */
    void refuse(String reason) {
        if (candidate.call() == TiledeskCall.SIGNIN_ANONYMOUSLY) {
            transactions.attempt("delete the guest", this::deleteGuest);
        }
        // Afterwards: Keycloak writes it with a connection of its own.
        transactions.attempt("write the event", session -> writeEvent(session, reason));
    }

    private boolean deleteGuest(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        UserModel guest =
                UserStoragePrivateUtil.userLocalStorage(session)
                        .getUserById(realm, candidate.userId());
        return guest != null
                && UserKind.of(guest) == UserKind.GUEST
                && new UserManager(session).removeUser(realm, guest);
    }

    private boolean writeEvent(KeycloakSession session, String reason) {
        RealmModel realm = session.getContext().getRealm();
        new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.LOGIN)
                .client(TiledeskClient.of(realm))
                .user(candidate.userId())
                .detail("tiledesk_call", candidate.call().endpoint())
                .detail(Details.REASON, reason)
                .error(ERROR);
        return true;
    }
}
