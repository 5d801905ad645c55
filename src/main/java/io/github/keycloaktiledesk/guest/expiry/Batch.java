// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import io.github.keycloaktiledesk.guest.metric.GuestMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Guests of one realm who are deleted in one transaction.
 *
 * @param realm the realm's id
 * @param guests what was found of them
 */
record Batch(String realm, List<SeenAttribute> guests) {

    /** Sorts by realm what was found, and cuts it into batches. */
    static List<Batch> of(List<SeenAttribute> found, int size) {
        Map<String, List<SeenAttribute>> byRealm = new LinkedHashMap<>();
        found.forEach(
                guest ->
                        byRealm.computeIfAbsent(guest.realm(), realm -> new ArrayList<>())
                                .add(guest));
        List<Batch> batches = new ArrayList<>();
        byRealm.forEach(
                (realm, guests) -> {
                    for (int i = 0; i < guests.size(); i += size) {
                        batches.add(
                                new Batch(
                                        realm,
                                        guests.subList(i, Math.min(guests.size(), i + size))));
                    }
                });
        return batches;
    }

    /** Each guest in a batch of its own. */
    List<Batch> oneByOne() {
        return guests.stream().map(guest -> new Batch(realm, List.of(guest))).toList();
    }

    /** Deletes them in the transaction of a session, and counts what becomes of them. */
    Tally delete(KeycloakSession session, Cutoffs cutoffs) {
        RealmModel model = session.realms().getRealm(realm);
        Tally tally = new Tally();
        if (model == null) {
            return tally;
        }
        session.getContext().setRealm(model);
        ExpiredGuest check = new ExpiredGuest(session, model, cutoffs);
        // Always locked in the same order, so that two nodes would wait for each other only once.
        guests.stream()
                .sorted(Comparator.comparing(SeenAttribute::user))
                .map(check::delete)
                .forEach(tally::add);
        GuestMetrics.expired(session, tally.deleted());
        return tally;
    }
}
