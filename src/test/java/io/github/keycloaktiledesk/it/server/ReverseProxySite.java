// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.nio.file.Path;
import java.util.List;

/**
 * What a reverse proxy is told.
 *
 * @param folder where it runs
 * @param port where it listens
 * @param tls whether with TLS, as in earnest
 * @param realm the realm
 * @param nodes host and port of each node of Keycloak
 * @param health whether nodes are asked if they are ready, where the program can do that
 * @param tiledesk the Tiledesk server's host and port
 */
record ReverseProxySite(
        Path folder,
        int port,
        boolean tls,
        String realm,
        List<String> nodes,
        boolean health,
        String tiledesk) {}
