package io.github.keycloaktiledesk.guest;

import io.github.keycloaktiledesk.call.CallMemory;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.guest.limit.GuestRates;
import io.github.keycloaktiledesk.guest.metric.GuestMetrics;
import io.github.keycloaktiledesk.step.CallStep;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.token.TokenPlan;
import io.github.keycloaktiledesk.user.LastSeen;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The step {@code tiledesk-guest}: every anonymous sign-in makes a user of its own. */
final class GuestAuthenticator extends CallStep {

    private final GuestRates rates = new GuestRates();

    GuestAuthenticator() {
        super(TiledeskCall.SIGNIN_ANONYMOUSLY);
    }

    @Override
    protected void run(AuthenticationFlowContext context) throws RefusedException {
        GuestConfig config = GuestConfig.of(context.getAuthenticatorConfig());
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        GuestDetails details = GuestDetails.of(form);
        if (!config.allows(details.project())) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Project not allowed",
                            Errors.ACCESS_DENIED,
                            "project not among the step's allowed projects"));
        }
        refuseIf(config.fields().check(context.getRealm(), form));
        Optional<GroupModel> group = group(context, config);
        // Last, so that only who would become a guest is counted; and before anything is written.
        refuseIf(tooMany(context, config));
        UserModel guest = create(context, config, details);
        group.ifPresent(guest::joinGroup);
        if (config.registerEvent()) {
            context.getEvent()
                    .clone()
                    .event(EventType.REGISTER)
                    .user(guest)
                    .detail(Details.USERNAME, guest.getUsername())
                    .detail(Details.REGISTER_METHOD, GuestAuthenticatorFactory.PROVIDER_ID)
                    .success();
        }
        GuestMetrics.created(context.getSession());
        context.setUser(guest);
        TokenPlan.statelessFor(config.tokenLifetime()).announce(context.getSession());
        context.success();
    }

    private static void refuseIf(Optional<Refusal> refusal) throws RefusedException {
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
    }

    private Optional<Refusal> tooMany(AuthenticationFlowContext context, GuestConfig config) {
        // The address that Keycloak's events and its brute-force protection go by. A call that is
        // tried again is the same visitor.
        return CallMemory.once(
                context.getSession(),
                GuestRates.class.getName(),
                session ->
                        rates.admit(
                                context.getRealm(),
                                context.getConnection().getRemoteHost(),
                                config.rates()));
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

    private static UserModel create(
            AuthenticationFlowContext context, GuestConfig config, GuestDetails details) {
        KeycloakSession session = context.getSession();
        RealmModel realm = context.getRealm();
        String id = KeycloakModelUtils.generateId();
        // Local storage only, without default roles, groups and required actions: a guest is
        // nobody's account.
        UserModel guest =
                session.users().addUser(realm, id, config.usernamePrefix() + id, false, false);
        guest.setEnabled(true);
        guest.setSingleAttribute(UserAttributes.KIND, UserKind.GUEST.mark());
        LastSeen.write(guest);
        details.writeTo(guest, config.emailDomain());
        return guest;
    }
}
