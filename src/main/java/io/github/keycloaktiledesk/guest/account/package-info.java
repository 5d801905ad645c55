// SPDX-License-Identifier: Apache-2.0
/** What a guest is in the realm: the settings, what is kept of what was typed, the user. */
package io.github.keycloaktiledesk.guest.account;
