// SPDX-License-Identifier: Apache-2.0
/**
 * Makes visitors and customers members of their project at Tiledesk, which lets nobody else post a
 * message.
 */
package io.github.keycloaktiledesk.membership;
