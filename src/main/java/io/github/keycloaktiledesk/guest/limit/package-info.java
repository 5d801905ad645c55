// SPDX-License-Identifier: Apache-2.0
/** How many guests may come, and how much each may type. */
package io.github.keycloaktiledesk.guest.limit;
