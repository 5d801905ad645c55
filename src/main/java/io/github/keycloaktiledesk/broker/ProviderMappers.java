// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.mapper.MappingException;
import io.github.keycloaktiledesk.broker.mapper.UserAttributeNames;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import java.util.List;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityBrokerException;
import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.broker.provider.IdentityProviderMapperSyncModeDelegate;
import org.keycloak.events.Errors;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The mappers that an admin has added to a provider, ours and others. Where one of them cannot be
 * followed, nobody is signed in.
 */
public final class ProviderMappers {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final TiledeskIdentityProvider provider;
    private final List<IdentityProviderMapperModel> models;

    /**
     * The mappers of a provider as they are now: one of these serves a whole sign-in.
     *
     * @param session the session of the call
     * @param provider the provider
     */
    public ProviderMappers(KeycloakSession session, TiledeskIdentityProvider provider) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.provider = provider;
        this.models =
                session.identityProviders()
                        .getMappersByAliasStream(provider.getConfig().getAlias())
                        .toList();
    }

    /**
     * Has them change what is brokered, before any user is looked for.
     *
     * @param brokered what the site says of the customer
     * @throws RefusedException if one of them cannot be followed
     */
    public void preprocess(BrokeredIdentityContext brokered) throws RefusedException {
        forEach(
                (mapper, model) -> {
                    mapper.preprocessFederatedIdentity(session, realm, model, brokered);
                    UserAttributeNames.check(brokered);
                });
    }

    /**
     * Has them complete a user who has just been made.
     *
     * @param user the new user
     * @param brokered what the site says of the customer
     * @throws RefusedException if one of them cannot be followed
     */
    public void importNew(UserModel user, BrokeredIdentityContext brokered)
            throws RefusedException {
        forEach((mapper, model) -> mapper.importNewUser(session, realm, user, model, brokered));
    }

    /**
     * Has them bring a user up to date, each as its sync mode says.
     *
     * @param user the user
     * @param brokered what the site says of the customer
     * @throws RefusedException if one of them cannot be followed
     */
    public void update(UserModel user, BrokeredIdentityContext brokered) throws RefusedException {
        forEach(
                (mapper, model) ->
                        IdentityProviderMapperSyncModeDelegate.delegateUpdateBrokeredUser(
                                session, realm, user, model, brokered, mapper));
    }

    private void forEach(Use use) throws RefusedException {
        for (IdentityProviderMapperModel model : models) {
            try {
                checkSyncMode(model);
                use.of(type(model), model);
            } catch (MappingException e) {
                throw refused(model, e.getMessage());
            } catch (IdentityBrokerException e) {
                // The message of a mapper that is not ours may repeat what was sent.
                throw refused(model, "it has refused the token");
            }
        }
    }

    private IdentityProviderMapper type(IdentityProviderMapperModel model) throws RefusedException {
        String id = model.getIdentityProviderMapper();
        if (session.getKeycloakSessionFactory().getProviderFactory(IdentityProviderMapper.class, id)
                instanceof IdentityProviderMapper mapper) {
            // Only the console offers fitting ones; an OIDC one would go round the rules for
            // e-mails.
            if (provider.isMapperSupported(mapper)) {
                return mapper;
            }
            throw refused(model, "it is made for other identity providers");
        }
        throw refused(model, "there is no mapper of its type on this server");
    }

    /** An import may bring any text. */
    private static void checkSyncMode(IdentityProviderMapperModel model) throws RefusedException {
        try {
            model.getSyncMode();
        } catch (IllegalArgumentException e) {
            throw refused(model, "its sync mode is none");
        }
    }

    private static RefusedException refused(IdentityProviderMapperModel model, String reason) {
        return new RefusedException(
                Refusal.unauthorized(
                        Errors.IDENTITY_PROVIDER_ERROR,
                        "mapper '" + model.getName() + "': " + reason));
    }

    @FunctionalInterface
    private interface Use {

        void of(IdentityProviderMapper mapper, IdentityProviderMapperModel model);
    }
}
