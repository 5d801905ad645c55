/** Passwords that agents bring along from an existing Tiledesk. */
package io.github.keycloaktiledesk.password;
