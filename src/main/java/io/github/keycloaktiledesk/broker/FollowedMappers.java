// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderStorageProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Which mappers a provider has. What has become of those that were found a moment ago, Keycloak's
 * cache says, which is told of every change on any node. So a node may miss for that moment only
 * that one has been added at another node.
 */
final class FollowedMappers {

    private static final Remembered<Key, List<String>> FOUND = new Remembered<>();

    private FollowedMappers() {}

    private record Key(String realm, String provider) {}

    /** Forgets a realm's as soon as what a session changes is committed. */
    static void forgetAfter(KeycloakSession session, String realm) {
        FOUND.forgetAfter(session, key -> realm.equals(key.realm()));
    }

    /** A provider's mappers as they are now. */
    static List<IdentityProviderMapperModel> of(
            KeycloakSession session, IdentityProviderModel provider) {
        Key key = new Key(session.getContext().getRealm().getId(), provider.getInternalId());
        return FOUND.of(key)
                .flatMap(ids -> known(session.identityProviders(), ids))
                .orElseGet(() -> stored(session, key, provider.getAlias()));
    }

    /** Empty where one of them is gone. */
    private static Optional<List<IdentityProviderMapperModel>> known(
            IdentityProviderStorageProvider providers, List<String> ids) {
        List<IdentityProviderMapperModel> known =
                ids.stream().map(providers::getMapperById).filter(Objects::nonNull).toList();
        return Optional.of(known).filter(all -> all.size() == ids.size());
    }

    private static List<IdentityProviderMapperModel> stored(
            KeycloakSession session, Key key, String alias) {
        List<IdentityProviderMapperModel> stored =
                session.identityProviders().getMappersByAliasStream(alias).toList();
        FOUND.put(key, stored.stream().map(IdentityProviderMapperModel::getId).toList());
        return stored;
    }
}
