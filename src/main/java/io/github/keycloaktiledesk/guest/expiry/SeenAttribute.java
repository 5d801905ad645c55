// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import io.github.keycloaktiledesk.user.UserAttributes;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * A row of the database that says when somebody was last seen.
 *
 * @param id the attribute's own id
 * @param value the time, as text
 * @param user the user's id
 * @param realm the realm's id
 */
record SeenAttribute(String id, String value, String user, String realm) {

    /** Before all others; no database takes it for null, as Oracle does the empty text. */
    static final SeenAttribute NONE = new SeenAttribute("0", "0", null, null);

    /**
     * A piece of Keycloak's index IDX_USER_ATTRIBUTE_NAME (NAME, VALUE), read from where the last
     * one ended: so it costs the same however many guests there are. The id tells equal times
     * apart.
     */
    private static final String OLDEST =
            "select a.id, a.value, u.id, u.realmId from UserAttributeEntity a join a.user u"
                    + " where a.name = :name and a.value >= :value and a.value < :before"
                    + " and (a.value > :value or a.id > :id)"
                    + " order by a.value, a.id";

    /**
     * The oldest that come after this one.
     *
     * @param before the time from which on nobody is looked for, as text
     * @param most how many at most
     */
    List<SeenAttribute> next(KeycloakSession session, String before, int most) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(OLDEST, Object[].class)
                .setParameter("name", UserAttributes.GUEST_SEEN)
                .setParameter("value", value)
                .setParameter("id", id)
                .setParameter("before", before)
                .setMaxResults(most)
                .getResultStream()
                .map(
                        row ->
                                new SeenAttribute(
                                        (String) row[0],
                                        (String) row[1],
                                        (String) row[2],
                                        (String) row[3]))
                .toList();
    }
}
