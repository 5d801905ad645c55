// SPDX-License-Identifier: Apache-2.0
/**
 * Makes a realm ready for Tiledesk's calls, says what is in place, and takes away again what it has
 * made: {@code /admin/realms/<realm>/tiledesk/setup}.
 */
package io.github.keycloaktiledesk.setup;
