/** Visitors: the step that makes a guest of whoever signs in anonymously. */
package io.github.keycloaktiledesk.guest;
