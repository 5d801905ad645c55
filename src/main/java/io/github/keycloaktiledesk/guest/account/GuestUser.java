// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.account;

import io.github.keycloaktiledesk.user.LastSeen;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.Optional;
import org.keycloak.connections.jpa.support.EntityManagers;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.storage.UserStorageUtil;

/**
 * The user that a guest is: in local storage only, without default roles, groups and required
 * actions, for a guest is nobody's account.
 *
 * @param session the session of the call
 * @param realm the realm
 * @param config the step's settings
 */
record GuestUser(KeycloakSession session, RealmModel realm, GuestConfig config) {

    /**
     * Adds one, as Keycloak's own import does: the rows go to the database together and once, and
     * nothing is asked of it about a user whom nobody can know yet.
     *
     * @param details what the visitor typed
     * @param group the group that the guest joins, or null
     * @return the guest
     */
    UserModel add(GuestDetails details, GroupModel group) {
        String id = KeycloakModelUtils.generateId();
        EntityManagers.runInBatch(session, () -> write(id, details), false);
        UserModel guest = session.users().getUserById(realm, id);
        if (group != null) {
            // Whoever hears of it finds the guest in the database: here the rows have been sent.
            guest.joinGroup(group);
        }
        return guest;
    }

    private void write(String id, GuestDetails details) {
        UserModel guest =
                UserStoragePrivateUtil.userLocalStorage(session)
                        .addUser(realm, id, config.usernamePrefix() + id, false, false);
        // Not to be kept before it is committed. Without a cache there is none.
        Optional.ofNullable(UserStorageUtil.userCache(session))
                .ifPresent(cache -> cache.evict(realm, guest));
        guest.setEnabled(true);
        guest.setSingleAttribute(UserAttributes.KIND, UserKind.GUEST.mark());
        LastSeen.write(guest);
        details.writeTo(guest, config.emailDomain());
    }
}
