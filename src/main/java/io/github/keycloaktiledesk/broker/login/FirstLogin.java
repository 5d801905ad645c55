// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.login;

import io.github.keycloaktiledesk.broker.KnownCustomer;
import io.github.keycloaktiledesk.broker.LeftBehindCustomer;
import io.github.keycloaktiledesk.broker.ProviderMappers;
import io.github.keycloaktiledesk.broker.SignInRules;
import io.github.keycloaktiledesk.broker.TiledeskIdentityProvider;
import io.github.keycloaktiledesk.broker.UniqueIdentity;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.authentication.authenticators.broker.util.SerializedBrokeredIdentityContext;
import org.keycloak.broker.provider.AbstractIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The first sign-in of a customer: runs the provider's own first-login flow and links its user, as
 * Keycloak's {@code IdentityBrokerService#afterFirstBrokerLogin} does for a browser.
 */
final class FirstLogin {

    private final AuthenticationFlowContext context;
    private final TiledeskIdentityProvider provider;
    private final ProviderMappers mappers;

    FirstLogin(
            AuthenticationFlowContext context,
            TiledeskIdentityProvider provider,
            ProviderMappers mappers) {
        this.context = context;
        this.provider = provider;
        this.mappers = mappers;
    }

    /**
     * Signs a customer in for the first time.
     *
     * @param brokered what the site says of the customer
     * @return the new or linked user
     * @throws RefusedException if the flow refuses or needs a screen, or if its user may not be
     *     signed in
     */
    UserModel run(BrokeredIdentityContext brokered) throws RefusedException {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        SerializedBrokeredIdentityContext.serialize(brokered)
                .saveToAuthenticationSession(
                        authSession, AbstractIdpAuthenticator.BROKERED_CONTEXT_NOTE);
        // Before any step looks whose it is.
        LeftBehindCustomer.freeEmail(context.getSession(), provider, brokered);
        HeadlessFlow.run(context, flowId(), LoginActionsService.FIRST_BROKER_LOGIN_PATH);
        // Steps and mappers of the flow may have changed it.
        BrokeredIdentityContext result =
                SerializedBrokeredIdentityContext.readFromAuthenticationSession(
                                authSession, AbstractIdpAuthenticator.BROKERED_CONTEXT_NOTE)
                        .deserialize(context.getSession(), authSession);
        authSession.removeAuthNote(AbstractIdpAuthenticator.BROKERED_CONTEXT_NOTE);
        UserModel user = authSession.getAuthenticatedUser();
        boolean isNew =
                Boolean.parseBoolean(
                        authSession.getAuthNote(
                                AbstractIdentityProvider.BROKER_REGISTERED_NEW_USER));
        if (isNew) {
            // Whichever step has made the user.
            UniqueIdentity.checkId(context, brokered.getId());
            UniqueIdentity.checkEmail(context, brokered, user);
        } else {
            context.getEvent().user(user);
            SignInRules.check(context.getSession(), provider, user, brokered.getId());
        }
        if (isNew) {
            // Nobody can have linked a user who has been made in this call.
            addLink(user, brokered);
            importNew(user, result);
        } else {
            link(user, brokered);
            KnownCustomer.update(context, provider, mappers, user, result);
        }
        record(user, isNew);
        return user;
    }

    private String flowId() throws RefusedException {
        return Optional.ofNullable(provider.getConfig().getFirstBrokerLoginFlowId())
                .or(
                        () ->
                                Optional.ofNullable(context.getRealm().getFirstBrokerLoginFlow())
                                        .map(AuthenticationFlowModel::getId))
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        Refusal.conflict(
                                                "Sign-in not possible",
                                                Errors.IDENTITY_PROVIDER_LOGIN_FAILURE,
                                                "no first-login flow")));
    }

    private void link(UserModel user, BrokeredIdentityContext brokered) throws RefusedException {
        KeycloakSession session = context.getSession();
        RealmModel realm = context.getRealm();
        String alias = provider.getConfig().getAlias();
        FederatedIdentityModel existing = session.users().getFederatedIdentity(realm, user, alias);
        if (existing == null) {
            addLink(user, brokered);
        } else if (!brokered.getId().equals(existing.getUserId())) {
            throw new RefusedException(
                    Refusal.conflict(
                            "Account already exists",
                            Errors.FEDERATED_IDENTITY_EXISTS,
                            "the user is linked to another identity of this provider"));
        }
    }

    private void addLink(UserModel user, BrokeredIdentityContext brokered) {
        context.getSession()
                .users()
                .addFederatedIdentity(
                        context.getRealm(),
                        user,
                        new FederatedIdentityModel(
                                provider.getConfig().getAlias(),
                                brokered.getId(),
                                brokered.getUsername()));
    }

    private void importNew(UserModel user, BrokeredIdentityContext result) throws RefusedException {
        KeycloakSession session = context.getSession();
        provider.importNewUser(session, context.getRealm(), user, result);
        mappers.importNew(user, result);
        provider.updateBrokeredUser(session, context.getRealm(), user, result);
    }

    private void record(UserModel user, boolean isNew) {
        EventBuilder event =
                context.getEvent().clone().user(user).detail(Details.USERNAME, user.getUsername());
        if (isNew) {
            event.event(EventType.REGISTER).detail(Details.REGISTER_METHOD, "broker");
        } else {
            event.event(EventType.FEDERATED_IDENTITY_LINK);
        }
        event.success();
    }
}
