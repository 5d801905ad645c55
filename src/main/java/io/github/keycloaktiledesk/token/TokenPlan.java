// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/**
 * Which token the sign-in in progress ends with. A step of the flow says it, {@link TokenIssuer}
 * does it.
 */
public sealed interface TokenPlan {

    /**
     * A token of a persistent session, as Keycloak's own password grant issues it.
     *
     * @param renewed the token that the new one takes over from, or null at a sign-in
     */
    record OfSession(AccessToken renewed) implements TokenPlan {}

    /**
     * A token without a session, valid until it expires or is revoked.
     *
     * @param expiration seconds since the epoch
     * @param renewed the token that the new one takes over from, or null at a sign-in
     */
    record Stateless(long expiration, AccessToken renewed) implements TokenPlan {}

    /**
     * The token that came is still good enough: it goes back as it is.
     *
     * @param encoded the token as it came
     * @param token its content
     */
    record Same(String encoded, AccessToken token) implements TokenPlan {}

    /**
     * A stateless token for a user who signs in now.
     *
     * @param lifetime seconds
     * @return the plan
     */
    static TokenPlan statelessFor(long lifetime) {
        return new Stateless(TokenLifetime.now() + lifetime, null);
    }

    /**
     * The event that a sign-in with this plan is. Keycloak stores the last two only where an admin
     * asks for them, so that a page load of the widget leaves no row.
     *
     * @return the type of the event
     */
    default EventType eventType() {
        if (this instanceof Same) {
            return EventType.INTROSPECT_TOKEN;
        }
        boolean renews =
                this instanceof OfSession ofSession && ofSession.renewed() != null
                        || this instanceof Stateless stateless && stateless.renewed() != null;
        return renews ? EventType.REFRESH_TOKEN : EventType.LOGIN;
    }

    /**
     * Makes this the plan of the sign-in in progress.
     *
     * @param session the session of the call
     */
    default void announce(KeycloakSession session) {
        session.setAttribute(TokenPlan.class.getName(), this);
    }

    /**
     * The plan of the sign-in in progress.
     *
     * @param session the session of the call
     * @return the announced plan, or a new persistent session where no step has said anything
     */
    static TokenPlan inProgress(KeycloakSession session) {
        TokenPlan announced = session.getAttribute(TokenPlan.class.getName(), TokenPlan.class);
        return announced == null ? new OfSession(null) : announced;
    }
}
