/** How many guests may come, and how much each may type. */
package io.github.keycloaktiledesk.guest.limit;
