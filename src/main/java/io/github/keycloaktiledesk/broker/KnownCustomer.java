// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.mapper.AssertedEmail;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.TiledeskUser;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.common.util.Time;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.UserStoragePrivateUtil;

/** A customer who has signed in before. */
public final class KnownCustomer {

    private static final Duration SETTLED = Duration.ofMinutes(6);

    private KnownCustomer() {}

    /**
     * Whom Keycloak finds by a link.
     *
     * @param one the user, if there is one only
     * @param several whether there are more, which only a comparison without case can find
     */
    private record Linked(Optional<UserModel> one, boolean several) {}

    /**
     * Finds the user who is linked to a customer's id.
     *
     * @param session the session of the sign-in
     * @param provider the provider of the customer's project
     * @param brokered what the site says of the customer
     * @return the user, or empty at a first sign-in
     */
    public static Optional<UserModel> find(
            KeycloakSession session,
            TiledeskIdentityProvider provider,
            BrokeredIdentityContext brokered) {
        RealmModel realm = session.getContext().getRealm();
        // By link first, which Keycloak caches, and by what else there is where that does not lead
        // to this very id: the user name is exact on every database, while federated ids may be
        // compared without case.
        Linked linked = byLink(session, realm, provider, brokered);
        return Stream.<Supplier<Stream<UserModel>>>of(
                        () -> linked.one().filter(KnownCustomer::isSettled).stream(),
                        () -> byName(session, brokered).stream(),
                        () ->
                                linked.several()
                                        ? byLikeLink(session, realm, provider, brokered)
                                        : linked.one().stream())
                .flatMap(Supplier::get)
                .filter(user -> new CustomerLink(session, user, provider).isTo(brokered.getId()))
                .findFirst();
    }

    /**
     * Whether everybody sees the user by now: Keycloak ends a transaction after five minutes. For
     * others see {@link #byName}.
     */
    private static boolean isSettled(UserModel user) {
        Long created = user.getCreatedTimestamp();
        return created == null || created < Time.currentTimeMillis() - SETTLED.toMillis();
    }

    /**
     * Finds the user who has a customer's user name, in the database and not in the cache: that may
     * know a user already whom a transaction with a snapshot does not see yet. Whoever reads such a
     * user's attributes then has the cache keep that there are none.
     *
     * @param session the session of the sign-in
     * @param brokered what the site says of the customer
     * @return the user, or empty if there is none or none is seen yet
     */
    public static Optional<UserModel> byName(
            KeycloakSession session, BrokeredIdentityContext brokered) {
        RealmModel realm = session.getContext().getRealm();
        return Optional.ofNullable(
                        UserStoragePrivateUtil.userLocalStorage(session)
                                .getUserByUsername(realm, brokered.getModelUsername()))
                .map(user -> session.users().getUserById(realm, user.getId()));
    }

    private static Linked byLink(
            KeycloakSession session,
            RealmModel realm,
            TiledeskIdentityProvider provider,
            BrokeredIdentityContext brokered) {
        FederatedIdentityModel link =
                new FederatedIdentityModel(
                        provider.getConfig().getAlias(), brokered.getId(), brokered.getUsername());
        try {
            return new Linked(
                    Optional.ofNullable(session.users().getUserByFederatedIdentity(realm, link)),
                    false);
        } catch (IllegalStateException e) {
            return new Linked(Optional.empty(), true);
        }
    }

    private static Stream<UserModel> byLikeLink(
            KeycloakSession session,
            RealmModel realm,
            TiledeskIdentityProvider provider,
            BrokeredIdentityContext brokered) {
        return UserStoragePrivateUtil.userLocalStorage(session)
                .searchForUserStream(
                        realm,
                        Map.of(
                                UserModel.IDP_ALIAS, provider.getConfig().getAlias(),
                                UserModel.IDP_USER_ID, brokered.getId()))
                .map(user -> session.users().getUserById(realm, user.getId()));
    }

    /**
     * Brings a user up to date, as the provider's sync mode says.
     *
     * @param context the running step
     * @param provider the provider of the customer's project
     * @param mappers the provider's mappers
     * @param user the customer's user
     * @param brokered what the site says of the customer
     * @throws RefusedException if the e-mail has become another user's, or if a mapper cannot be
     *     followed
     */
    public static void update(
            AuthenticationFlowContext context,
            TiledeskIdentityProvider provider,
            ProviderMappers mappers,
            UserModel user,
            BrokeredIdentityContext brokered)
            throws RefusedException {
        if (provider.updates(user) && isNewEmail(user, brokered)) {
            LeftBehindCustomer.freeEmail(context.getSession(), provider, brokered);
            UniqueIdentity.checkEmail(context, brokered, user);
        }
        provider.updateBrokeredUser(context.getSession(), context.getRealm(), user, brokered);
        mappers.update(user, brokered);
    }

    /** Whether the account gets it now, or else it is shown for the first time. */
    private static boolean isNewEmail(UserModel user, BrokeredIdentityContext brokered) {
        String known =
                brokered.getEmail() == null ? TiledeskUser.of(user).email() : user.getEmail();
        return !Objects.equals(known, AssertedEmail.of(brokered));
    }
}
