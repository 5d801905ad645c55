package io.github.keycloaktiledesk.setup;

import java.util.List;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.representations.userprofile.config.UPAttribute;

/**
 * The users of a realm of whom the extension keeps something: guests, customers, and agents of an
 * existing Tiledesk.
 */
record OurUsers(SetupCall call) {

    private static final String LOCAL =
            "select a.id from UserAttributeEntity a where a.name in :names and a.user.realmId = :realm";

    /** What Keycloak stores itself of users who are elsewhere; a directory is not asked. */
    private static final String FEDERATED =
            "select a.id from FederatedUserAttributeEntity a where a.name in :names and a.realmId = :realm";

    Optional<String> reasonToKeep() {
        return exist(LOCAL) || exist(FEDERATED)
                ? Optional.of("There are guests, customers, or agents with an id in Tiledesk")
                : Optional.empty();
    }

    private boolean exist(String query) {
        List<String> names =
                Template.userProfile().getAttributes().stream().map(UPAttribute::getName).toList();
        return !call.session()
                .getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(query, String.class)
                .setParameter("names", names)
                .setParameter("realm", call.realm().getId())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }
}
