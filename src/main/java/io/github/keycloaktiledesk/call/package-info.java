/** What a Tiledesk client asked for, and in which words the steps of a flow find it. */
package io.github.keycloaktiledesk.call;
