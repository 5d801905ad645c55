// SPDX-License-Identifier: Apache-2.0
/**
 * For the tests of projects that use this extension: a Keycloak in a container with the extension
 * in it, the demo realm, and the three calls. It is an artifact of its own, {@code
 * keycloak-tiledesk} with the type {@code test-jar}, and needs {@code testcontainers-keycloak} on
 * the class path.
 */
package io.github.keycloaktiledesk.testcontainers;
