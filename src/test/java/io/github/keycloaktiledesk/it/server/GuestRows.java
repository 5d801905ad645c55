// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;

/** Guests as the database has them. */
public final class GuestRows {

    private final DataSource database;

    /** Those of a database. */
    public GuestRows(DataSource database) {
        this.database = database;
    }

    /** Has guests been seen so long ago, in one transaction. */
    public void age(List<String> ids, Duration ago) {
        execute(
                "update user_attribute set value = ? where name = 'tiledesk.guest.seen' and user_id = any (?)",
                text(Instant.now().minus(ago)),
                ids.toArray(String[]::new));
    }

    /** How many of these are still there. */
    public int count(List<String> ids) {
        return number(
                "select count(*) from user_entity where id = any (?)",
                (Object) ids.toArray(String[]::new));
    }

    /** How many guests lack something that every guest of a demo realm has. */
    public int incomplete() {
        return number(
                "select count(*) from user_entity u where username like 'tiledesk-guest-%' and ("
                        + " (select count(*) from user_attribute a where a.user_id = u.id and name in"
                        + " ('tiledesk.kind', 'tiledesk.project', 'tiledesk.guest.seen')) <> 3"
                        + " or not exists (select 1 from user_group_membership m where m.user_id = u.id))");
    }

    /** How many sessions there are of these users. */
    public int sessions(List<String> ids) {
        return number(
                "select count(*) from offline_user_session where user_id = any (?)",
                (Object) ids.toArray(String[]::new));
    }

    /** How many statements that begin so wait for a lock. */
    public int waiting(String statement) {
        return number(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and query ilike '"
                        + statement
                        + "%'");
    }

    /** Runs a statement in a transaction that stays open until this is closed. */
    public Connection hold(String sql, Object... parameters) {
        try {
            Connection connection = database.getConnection();
            connection.setAutoCommit(false);
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                statement.execute();
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement that changes something. */
    public void execute(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A time as the attribute has it. */
    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private int number(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepare(
            Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(
                    i + 1,
                    parameters[i] instanceof String[] texts
                            ? connection.createArrayOf("varchar", texts)
                            : parameters[i]);
        }
        return statement;
    }
}
