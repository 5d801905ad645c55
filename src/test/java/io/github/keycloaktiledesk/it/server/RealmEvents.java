// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.List;
import java.util.Objects;
import org.keycloak.representations.idm.EventRepresentation;

/** What the console shows as a realm's user events. */
public final class RealmEvents {

    private static final int MANY = 1000;

    private final TestRealm realm;

    /** The events of this realm. */
    public RealmEvents(TestRealm realm) {
        this.realm = realm;
    }

    /** Forgets all events so far. */
    public void clear() {
        realm.admin().clearEvents();
    }

    /** All events, the newest first. */
    public List<EventRepresentation> all() {
        return realm.admin().getEvents(null, null, null, null, null, null, 0, MANY);
    }

    /** The one event that there is. */
    public EventRepresentation single() {
        List<EventRepresentation> events = all();
        if (events.size() != 1) {
            throw new AssertionError("Not one event, but " + describe(events));
        }
        return events.get(0);
    }

    /** The one event of this type. */
    public EventRepresentation single(String type) {
        List<EventRepresentation> events = all();
        List<EventRepresentation> found =
                events.stream().filter(event -> type.equals(event.getType())).toList();
        if (found.size() != 1) {
            throw new AssertionError("Not one " + type + ", but " + describe(events));
        }
        return found.get(0);
    }

    /** The reasons of the sign-ins that were refused. */
    public List<String> refusals() {
        return all().stream()
                .filter(event -> "LOGIN_ERROR".equals(event.getType()))
                .map(EventRepresentation::getDetails)
                .filter(Objects::nonNull)
                .map(details -> details.get("reason"))
                .toList();
    }

    private static List<String> describe(List<EventRepresentation> events) {
        return events.stream()
                .map(event -> event.getType() + " " + event.getError() + " " + event.getDetails())
                .toList();
    }
}
