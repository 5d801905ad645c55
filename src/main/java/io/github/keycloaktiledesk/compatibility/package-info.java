// SPDX-License-Identifier: Apache-2.0
/**
 * Whether the Keycloak that we are put into is one that we can run on: found out when it is built
 * and when it starts, and not in the middle of a sign-in.
 */
package io.github.keycloaktiledesk.compatibility;
