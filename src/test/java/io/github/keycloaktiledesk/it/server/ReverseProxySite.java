// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.nio.file.Path;

/**
 * What a reverse proxy is told.
 *
 * @param folder where it runs
 * @param port where it listens
 * @param tls whether with TLS, as in earnest
 * @param realm the realm
 * @param keycloak Keycloak's host and port
 * @param tiledesk the Tiledesk server's host and port
 */
record ReverseProxySite(
        Path folder, int port, boolean tls, String realm, String keycloak, String tiledesk) {}
