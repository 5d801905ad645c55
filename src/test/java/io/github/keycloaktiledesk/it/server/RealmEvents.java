package io.github.keycloaktiledesk.it.server;

import java.util.List;
import java.util.Objects;
import org.keycloak.representations.idm.EventRepresentation;

/** The events of a realm, as the console shows them. */
public final class RealmEvents {

    private final TestRealm realm;

    /** The events of a realm. */
    public RealmEvents(TestRealm realm) {
        this.realm = realm;
    }

    /** Forgets what has been, so that what comes is the test's own. */
    public void clear() {
        realm.admin().clearEvents();
    }

    /** The reasons of the sign-ins that were refused. */
    public List<String> refusals() {
        return realm
                .admin()
                .getEvents(List.of("LOGIN_ERROR"), null, null, null, null, null, 0, 100)
                .stream()
                .map(EventRepresentation::getDetails)
                .filter(Objects::nonNull)
                .map(details -> details.get("reason"))
                .toList();
    }
}
