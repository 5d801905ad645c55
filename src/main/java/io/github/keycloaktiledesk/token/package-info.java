// SPDX-License-Identifier: Apache-2.0
/**
 * Realm tokens for Tiledesk: the one place that issues them, the claims that they carry, and the
 * check of one that comes back.
 */
package io.github.keycloaktiledesk.token;
