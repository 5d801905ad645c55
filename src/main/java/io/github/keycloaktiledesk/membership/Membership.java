// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * That the user who signs in becomes a member of the project at Tiledesk. A step of the flow plans
 * it; it is made when the sign-in has been committed, while no transaction is open and no database
 * connection held.
 */
public final class Membership {

    private final Candidate candidate;
    private final MembershipConfig config;

    Membership(Candidate candidate, MembershipConfig config) {
        this.candidate = candidate;
        this.config = config;
    }

    void announce(KeycloakSession session) {
        session.setAttribute(Membership.class.getName(), this);
    }

    /**
     * What a step has planned for the sign-in in progress.
     *
     * @param session the session of the call
     * @return the membership to be made, or empty
     */
    public static Optional<Membership> planned(KeycloakSession session) {
        return Optional.ofNullable(
                session.getAttribute(Membership.class.getName(), Membership.class));
    }

    /**
     * The same for a sign-in that cannot be taken back.
     *
     * @return a membership with which the sign-in stands, whatever the step's settings say
     */
    public Membership withoutRefusal() {
        return new Membership(candidate, config.continuing());
    }

    /**
     * Makes it, unless another call does or has just done so. Whatever goes wrong, nothing is
     * thrown.
     *
     * @param outside a session without open transaction, with the realm in its context
     * @param token the token that the user is about to get
     * @return whether the sign-in stands; if not, a guest who has just been made is gone again and
     *     the refusal's event written
     */
    public boolean make(KeycloakSession outside, String token) {
        return new Joining(outside, candidate, config).make(token);
    }
}
