/** Texts and JSON that strangers send. */
package io.github.keycloaktiledesk.text;
