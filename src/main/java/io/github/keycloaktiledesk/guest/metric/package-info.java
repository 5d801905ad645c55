// SPDX-License-Identifier: Apache-2.0
/** How many guests come, come back, are refused and go, on Keycloak's metrics endpoint. */
package io.github.keycloaktiledesk.guest.metric;
