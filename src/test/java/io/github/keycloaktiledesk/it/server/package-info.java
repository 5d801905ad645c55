// SPDX-License-Identifier: Apache-2.0
/** Runs a real Keycloak with our jar in it, and talks to it as Tiledesk's clients do. */
package io.github.keycloaktiledesk.it.server;
