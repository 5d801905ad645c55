// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.account;

import io.github.keycloaktiledesk.call.CallMemory;
import io.github.keycloaktiledesk.guest.limit.GuestRates;
import io.github.keycloaktiledesk.guest.metric.GuestMetrics;
import io.github.keycloaktiledesk.step.OnSuccess;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.GroupModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Makes guests: the one place where they are created, whichever door they come through. */
public final class NewGuest {

    /** Provider id of the step that makes guests, and how they register, in events. */
    public static final String METHOD = "tiledesk-guest";

    private final GuestRates rates = new GuestRates();

    /**
     * Makes a guest. Whatever refuses comes before the first write: a browser's flow is not rolled
     * back. The event {@code REGISTER} is left to whoever knows that the guest stays, by {@link
     * OnSuccess}.
     *
     * @param context the step's context
     * @param config the step's settings
     * @param details what the visitor typed, within the limits of the settings
     * @return the guest
     * @throws RefusedException if the settings do not allow it, or a limit has been reached
     */
    public UserModel create(
            AuthenticationFlowContext context, GuestConfig config, GuestDetails details)
            throws RefusedException {
        if (!config.allows(details.project())) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Project not allowed",
                            Errors.ACCESS_DENIED,
                            "project not among the step's allowed projects"));
        }
        Optional<GroupModel> group = group(context, config);
        // Last, so that only who would become a guest is counted.
        checkRate(context, config);
        UserModel guest =
                new GuestUser(context.getSession(), context.getRealm(), config)
                        .add(details, group.orElse(null));
        if (config.registerEvent()) {
            new OnSuccess(registration(context, guest)::success).announce(context.getSession());
        }
        GuestMetrics.created(context.getSession());
        return guest;
    }

    private static EventBuilder registration(AuthenticationFlowContext context, UserModel guest) {
        return context.getEvent()
                .clone()
                .event(EventType.REGISTER)
                .user(guest)
                .detail(Details.USERNAME, guest.getUsername())
                .detail(Details.REGISTER_METHOD, METHOD);
    }

    private void checkRate(AuthenticationFlowContext context, GuestConfig config)
            throws RefusedException {
        // The address that Keycloak's events and its brute-force protection go by. A call that is
        // tried again is the same visitor.
        RefusedException.throwIf(
                CallMemory.once(
                        context.getSession(),
                        GuestRates.class.getName(),
                        session ->
                                rates.admit(
                                        context.getRealm(),
                                        context.getConnection().getRemoteHost(),
                                        config.rates())));
    }

    private static Optional<GroupModel> group(AuthenticationFlowContext context, GuestConfig config)
            throws RefusedException {
        if (config.group() == null) {
            return Optional.empty();
        }
        GroupModel group =
                KeycloakModelUtils.findGroupByPath(
                        context.getSession(), context.getRealm(), config.group());
        if (group == null) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Not allowed",
                            Errors.NOT_ALLOWED,
                            "the group of the step's settings does not exist"));
        }
        return Optional.of(group);
    }
}
