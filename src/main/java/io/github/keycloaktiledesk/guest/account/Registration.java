// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.account;

import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * The event {@code REGISTER} of a new guest.
 *
 * @param event the event, not sent yet
 */
public record Registration(EventBuilder event) {

    /**
     * The registration of a guest by a step.
     *
     * @param context the step's context
     * @param guest the guest
     * @return what there is to tell
     */
    static Registration of(AuthenticationFlowContext context, UserModel guest) {
        return new Registration(
                context.getEvent()
                        .clone()
                        .event(EventType.REGISTER)
                        .user(guest)
                        .detail(Details.USERNAME, guest.getUsername())
                        .detail(Details.REGISTER_METHOD, NewGuest.METHOD));
    }

    void announce(KeycloakSession session) {
        session.setAttribute(Registration.class.getName(), this);
    }

    /**
     * Tells of the guest who has been made in a session, if any was and the settings want it.
     *
     * @param session the session of the sign-in, when it is certain to succeed
     */
    public static void tell(KeycloakSession session) {
        Optional.ofNullable(session.getAttribute(Registration.class.getName(), Registration.class))
                .ifPresent(registration -> registration.event.success());
    }
}
