// SPDX-License-Identifier: Apache-2.0
/** What our calls cost beside Keycloak's own like them. */
package io.github.keycloaktiledesk.bench.compare;
