// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.AssertionAudience;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderStorageProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Which providers serve an audience: a query that anybody's token would cost. What has become of
 * the ones that were found a moment ago, and whether others have been added, Keycloak's cache says,
 * which is told of every change on any node. So a node may miss for that moment only that another
 * one has been made to serve the audience at another node, past the checks of our form.
 */
final class ServedAudiences {

    private static final Remembered<Key, Found> FOUND = new Remembered<>();

    private ServedAudiences() {}

    private record Key(String realm, AssertionAudience audience) {}

    /**
     * What the database has said.
     *
     * @param ids internal ids of providers, at least one: nobody's token can have more remembered
     * @param count how many providers the realm had, whatever their type
     */
    private record Found(List<String> ids, long count) {}

    /** Forgets a realm's as soon as what a session changes is committed. */
    static void forgetAfter(KeycloakSession session, String realm) {
        FOUND.forgetAfter(session, key -> realm.equals(key.realm()));
    }

    /** The providers that serve an audience, enabled or not, as they are now. */
    static List<TiledeskIdentityProviderConfig> of(
            KeycloakSession session, AssertionAudience audience) {
        Key key = new Key(session.getContext().getRealm().getId(), audience);
        long count = session.identityProviders().count();
        return FOUND.of(key)
                .filter(found -> found.count() == count)
                .flatMap(found -> known(session.identityProviders(), found.ids(), audience))
                .orElseGet(() -> stored(session, key, count));
    }

    /** Empty where one of them serves it no more. */
    private static Optional<List<TiledeskIdentityProviderConfig>> known(
            IdentityProviderStorageProvider providers,
            List<String> ids,
            AssertionAudience audience) {
        List<TiledeskIdentityProviderConfig> known =
                ids.stream()
                        .map(providers::getById)
                        .filter(Objects::nonNull)
                        .filter(provider -> CustomerProviders.serves(provider, audience))
                        .map(TiledeskIdentityProviderConfig::new)
                        .toList();
        return Optional.of(known).filter(all -> all.size() == ids.size());
    }

    private static List<TiledeskIdentityProviderConfig> stored(
            KeycloakSession session, Key key, long count) {
        List<TiledeskIdentityProviderConfig> stored =
                CustomerProviders.serving(session, key.audience()).toList();
        if (!stored.isEmpty()) {
            List<String> ids = stored.stream().map(IdentityProviderModel::getInternalId).toList();
            FOUND.put(key, new Found(ids, count));
        }
        return stored;
    }
}
