// SPDX-License-Identifier: Apache-2.0
/**
 * Verification of custom JWTs by RFC 8725 and RFC 7523: what a token says, what a provider demands,
 * and whether they agree. Without session, database or network.
 */
package io.github.keycloaktiledesk.broker.assertion;
