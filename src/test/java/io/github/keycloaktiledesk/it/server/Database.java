package io.github.keycloaktiledesk.it.server;

import java.util.Map;

/** A database server on this machine with an empty database for Keycloak. */
interface Database extends AutoCloseable {

    /** What tells Keycloak to use it. */
    Map<String, String> options();

    @Override
    void close();
}
