// SPDX-License-Identifier: Apache-2.0
/**
 * Who a user of the realm is to Tiledesk: agent, guest or customer, and the attributes in which
 * that is kept.
 */
package io.github.keycloaktiledesk.user;
