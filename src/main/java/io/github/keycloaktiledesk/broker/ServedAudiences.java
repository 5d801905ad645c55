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
 * the ones that were found a moment ago, Keycloak's cache says, which is told of every change on
 * any node. So a node may miss for that moment only that another one serves the audience too, past
 * {@link OverlapCheck}.
 */
final class ServedAudiences {

    private static final Remembered<Key, List<String>> FOUND = new Remembered<>();

    private ServedAudiences() {}

    private record Key(String realm, AssertionAudience audience) {}

    /** Forgets a realm's as soon as what a session changes is committed. */
    static void forgetAfter(KeycloakSession session, String realm) {
        FOUND.forgetAfter(session, key -> realm.equals(key.realm()));
    }

    /** The providers that serve an audience, enabled or not, as they are now. */
    static List<TiledeskIdentityProviderConfig> of(
            KeycloakSession session, AssertionAudience audience) {
        Key key = new Key(session.getContext().getRealm().getId(), audience);
        return FOUND.of(key)
                .flatMap(ids -> known(session.identityProviders(), ids, audience))
                .orElseGet(() -> stored(session, key));
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

    private static List<TiledeskIdentityProviderConfig> stored(KeycloakSession session, Key key) {
        List<TiledeskIdentityProviderConfig> stored =
                CustomerProviders.serving(session, key.audience()).toList();
        // An audience of nobody's costs a statement each time: fewer than the event of the refusal,
        // and what anybody makes up would push out what is served.
        if (!stored.isEmpty()) {
            FOUND.put(key, stored.stream().map(IdentityProviderModel::getInternalId).toList());
        }
        return stored;
    }
}
