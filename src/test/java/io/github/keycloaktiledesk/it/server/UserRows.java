// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.HashSet;
import java.util.Set;

/** The users of a realm as the database has them. */
public final class UserRows {

    private final Cluster cluster;
    private final TestRealm realm;
    private final String realmId;

    /** Those of a realm in a cluster's database, which is PostgreSQL. */
    public UserRows(Cluster cluster, TestRealm realm) {
        this.cluster = cluster;
        this.realm = realm;
        this.realmId = realm.admin().toRepresentation().getId();
    }

    /** Their ids. */
    public Set<String> ids() {
        return query("select id from user_entity where realm_id = '%s'");
    }

    /**
     * What there is of a user in the tables, for each kind of user: one who is there by halves is a
     * kind of its own.
     */
    public Set<String> shapes() {
        return query(
                """
                select concat_ws(' ',
                    (select string_agg(name, ',' order by name) from user_attribute where user_id = u.id),
                    (select count(*) from user_group_membership where user_id = u.id),
                    (select count(*) from user_role_mapping where user_id = u.id),
                    (select count(*) from federated_identity where user_id = u.id))
                from user_entity u where realm_id = '%s'
                """);
    }

    /** The ids of their sessions. */
    public Set<String> sessionIds() {
        return query("select user_session_id from offline_user_session where realm_id = '%s'");
    }

    /** Makes them look as if they had come long ago, and has Keycloak read them anew. */
    public void age() {
        cluster.run(
                "update USER_ENTITY set CREATED_TIMESTAMP = 1 where REALM_ID = '%s'"
                        .formatted(realmId));
        realm.admin().clearUserCache();
    }

    private Set<String> query(String sql) {
        return new HashSet<>(cluster.query(sql.formatted(realmId)));
    }
}
