/**
 * Visitors: the step that makes a guest of whoever signs in anonymously, and what is kept of what
 * was typed.
 */
package io.github.keycloaktiledesk.guest;
