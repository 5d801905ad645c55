// SPDX-License-Identifier: Apache-2.0
/**
 * Customers: custom JWTs of other people's sites, brokered by an identity provider of type {@code
 * tiledesk}, one for each Tiledesk project.
 */
package io.github.keycloaktiledesk.broker;
