// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import java.util.Optional;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Under which {@code _id} a customer has been known as a guest until now. */
public final class FormerId {

    private static final String NOTE = "tiledesk.former.id";

    private FormerId() {}

    /**
     * Notes that the customer who signs in has been a guest.
     *
     * @param authSession the session of the running flow
     * @param id the guest's {@code _id}
     */
    public static void note(AuthenticationSessionModel authSession, String id) {
        authSession.setAuthNote(NOTE, id);
    }

    /**
     * The former id of the customer who signs in.
     *
     * @param authSession the session of the running flow
     * @return the guest's {@code _id}, or empty where no guest was taken over
     */
    public static Optional<String> of(AuthenticationSessionModel authSession) {
        return Optional.ofNullable(authSession.getAuthNote(NOTE));
    }
}
