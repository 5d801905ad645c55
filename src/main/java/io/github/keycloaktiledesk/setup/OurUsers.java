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

    private static final String QUERY =
            "select a.id from UserAttributeEntity a where a.name in :names and a.user.realmId = :realm";

    Optional<String> reasonToKeep() {
        List<String> names =
                Template.userProfile().getAttributes().stream().map(UPAttribute::getName).toList();
        boolean any =
                call.session()
                        .getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createQuery(QUERY, String.class)
                        .setParameter("names", names)
                        .setParameter("realm", call.realm().getId())
                        .setMaxResults(1)
                        .getResultStream()
                        .findAny()
                        .isPresent();
        return any
                ? Optional.of("There are guests, customers, or agents with an id in Tiledesk")
                : Optional.empty();
    }
}
