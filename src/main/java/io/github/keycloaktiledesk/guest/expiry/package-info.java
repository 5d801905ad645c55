// SPDX-License-Identifier: Apache-2.0
/**
 * Guests who do not come back are deleted: when, and how without getting in anybody's way. Nothing
 * is kept of a run but what the database says, so one that is cut short is gone on with by the
 * next, on any node.
 */
package io.github.keycloaktiledesk.guest.expiry;
