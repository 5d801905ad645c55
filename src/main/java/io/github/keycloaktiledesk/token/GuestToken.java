// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.user.UserKind;
import java.util.regex.Pattern;
import org.keycloak.common.VerificationException;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** A token by which somebody proves to have been a guest until now. */
public final class GuestToken {

    /** Clients keep a token as they were given it. */
    private static final Pattern PREFIX = Pattern.compile("^JWT ", Pattern.CASE_INSENSITIVE);

    private GuestToken() {}

    /**
     * Verifies a guest's token by the rules of a resume.
     *
     * @param session the session of the call, with realm and client in its context
     * @param event the event of the call, which is about somebody else and stays as it is
     * @param encoded what was sent, with or without {@code JWT} before it; may be anything
     * @return the guest
     * @throws VerificationException if it would not resume, or is not a guest's; the message is for
     *     admins
     */
    public static UserModel verify(KeycloakSession session, EventBuilder event, String encoded)
            throws VerificationException {
        UserModel user =
                ReturningToken.verify(
                                session, event.clone(), PREFIX.matcher(encoded).replaceFirst(""))
                        .user();
        if (UserKind.of(user) != UserKind.GUEST) {
            throw new VerificationException("not the token of a guest");
        }
        return user;
    }
}
