// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.flow;

import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Errors;
import org.keycloak.events.Event;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * Lets no time tell who has an account without a password: customers, and agents who log in by an
 * identity provider. A refused {@code signin} of theirs takes as long as any other.
 */
final class UnaskedPassword {

    private UnaskedPassword() {}

    /**
     * Hashes a password for nothing where no step has hashed one: for an unknown or a locked user
     * Keycloak's own steps do that.
     *
     * @param session the session of the call
     * @param processor the flow, which has refused the call
     * @param refused the event of the refusal
     */
    static void hash(KeycloakSession session, AuthenticationProcessor processor, Event refused) {
        RealmModel realm = session.getContext().getRealm();
        UserModel user =
                refused.getUserId() == null
                        ? null
                        : session.users().getUserById(realm, refused.getUserId());
        if (user != null && isCompared(session, refused.getError(), user) && !hasPassword(user)) {
            AuthenticatorUtils.dummyHash(processor.createAuthenticatorContext(null, null, null));
        }
    }

    /** Whether the refusing step would have compared the password with the user's. */
    private static boolean isCompared(KeycloakSession session, String error, UserModel user) {
        return Errors.INVALID_USER_CREDENTIALS.equals(error)
                || (Errors.USER_DISABLED.equals(error)
                        && AuthenticatorUtils.getDisabledByBruteForceEventError(
                                        session.getProvider(BruteForceProtector.class),
                                        session,
                                        session.getContext().getRealm(),
                                        user)
                                == null);
    }

    private static boolean hasPassword(UserModel user) {
        return user.credentialManager().isConfiguredFor(PasswordCredentialModel.TYPE);
    }
}
