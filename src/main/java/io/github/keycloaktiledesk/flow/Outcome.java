// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.flow;

import io.github.keycloaktiledesk.token.IssuedToken;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.UserModel;

/** How a call ended. */
public sealed interface Outcome {

    /**
     * Somebody is signed in.
     *
     * @param user the user
     * @param token the token for the caller
     * @param admin whether an agent has signed in who is Tiledesk's administrator
     * @param formerId the {@code _id} under which a customer has been a guest until now
     */
    record SignedIn(UserModel user, IssuedToken token, boolean admin, Optional<String> formerId)
            implements Outcome {}

    /**
     * Nobody is signed in, and neither a user nor a session has come into being.
     *
     * @param status HTTP status, 400 to 599
     * @param message for the caller
     * @param retryAfter the header {@code Retry-After}, or null
     * @param fields the fields of the body that cannot be taken; mostly none
     */
    record Refused(int status, String message, String retryAfter, List<String> fields)
            implements Outcome {}
}
