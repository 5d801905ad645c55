// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import io.github.keycloaktiledesk.user.LastSeen;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.entities.UserAttributeEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.storage.UserStoragePrivateUtil;

/**
 * Deletes one guest, after a last look at it: it may have come back since it was found, or be no
 * guest at all.
 *
 * @param session the session, in a transaction
 * @param realm the realm
 * @param cutoffs since when a guest must not have been seen
 */
record ExpiredGuest(KeycloakSession session, RealmModel realm, Cutoffs cutoffs) {

    /** What becomes of one. */
    enum End {
        /** It is gone. */
        DELETED,
        /** It has expired, but has a session. */
        HAS_SESSION,
        /** It has come back, was deleted by somebody else, or never was a guest. */
        NOT_EXPIRED
    }

    End delete(SeenAttribute found) {
        if (!lock(found)) {
            return End.NOT_EXPIRED;
        }
        // Not from the cache, which learns a moment later of what another node has written.
        UserModel user =
                UserStoragePrivateUtil.userLocalStorage(session).getUserById(realm, found.user());
        if (user == null || UserKind.of(user) != UserKind.GUEST || !isExpired(user)) {
            return End.NOT_EXPIRED;
        }
        if (hasSession(user)) {
            // Or it would stand at the head of every run to come.
            LastSeen.write(user);
            return End.HAS_SESSION;
        }
        return new UserManager(session).removeUser(realm, user) ? End.DELETED : End.NOT_EXPIRED;
    }

    /**
     * First the user, as everybody does who deletes one. Then the attribute: a resume that is about
     * to write it is waited for, and one that comes later waits, and finds the guest gone.
     */
    private boolean lock(SeenAttribute found) {
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        return em.find(UserEntity.class, found.user(), LockModeType.PESSIMISTIC_WRITE) != null
                && em.find(UserAttributeEntity.class, found.id(), LockModeType.PESSIMISTIC_WRITE)
                        != null;
    }

    /** Each of several: two resumes at once may both have added one. */
    private boolean isExpired(UserModel user) {
        return user.getAttributeStream(UserAttributes.GUEST_SEEN)
                .allMatch(seen -> cutoffs.isPast(realm.getId(), seen));
    }

    private boolean hasSession(UserModel user) {
        return Stream.of(
                        session.sessions().getUserSessionsStream(realm, user),
                        session.sessions().getOfflineUserSessionsStream(realm, user))
                .anyMatch(sessions -> sessions.findAny().isPresent());
    }
}
