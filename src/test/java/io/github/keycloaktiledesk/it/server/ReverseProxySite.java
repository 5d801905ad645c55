package io.github.keycloaktiledesk.it.server;

import java.nio.file.Path;

/**
 * What a reverse proxy is told.
 *
 * @param folder where it runs
 * @param port where it listens
 * @param realm the realm
 * @param keycloak Keycloak's host and port
 * @param tiledesk the Tiledesk server's host and port
 */
record ReverseProxySite(Path folder, int port, String realm, String keycloak, String tiledesk) {}
