package io.github.keycloaktiledesk.guest;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.CallStep;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.token.TokenPlan;
import io.github.keycloaktiledesk.user.LastSeen;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The step {@code tiledesk-guest}: every anonymous sign-in makes a user of its own. */
final class GuestAuthenticator extends CallStep {

    GuestAuthenticator() {
        super(TiledeskCall.SIGNIN_ANONYMOUSLY);
    }

    @Override
    protected void run(AuthenticationFlowContext context) throws RefusedException {
        GuestConfig config = GuestConfig.of(context.getAuthenticatorConfig());
        GuestDetails details = GuestDetails.of(context.getHttpRequest().getDecodedFormParameters());
        if (!config.allows(details.project())) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Project not allowed",
                            Errors.ACCESS_DENIED,
                            "project not among the step's allowed projects"));
        }
        UserModel guest = create(context, config, details);
        context.getEvent()
                .clone()
                .event(EventType.REGISTER)
                .user(guest)
                .detail(Details.USERNAME, guest.getUsername())
                .detail(Details.REGISTER_METHOD, GuestAuthenticatorFactory.PROVIDER_ID)
                .success();
        context.setUser(guest);
        TokenPlan.statelessFor(config.tokenLifetime()).announce(context.getSession());
        context.success();
    }

    private static UserModel create(
            AuthenticationFlowContext context, GuestConfig config, GuestDetails details)
            throws RefusedException {
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
        if (config.group() != null) {
            guest.joinGroup(
                    Optional.ofNullable(
                                    KeycloakModelUtils.findGroupByPath(
                                            session, realm, config.group()))
                            .orElseThrow(
                                    () ->
                                            new RefusedException(
                                                    Refusal.forbidden(
                                                            "Not allowed",
                                                            Errors.NOT_ALLOWED,
                                                            "the group of the step's settings does not exist"))));
        }
        return guest;
    }
}
