/**
 * What a Tiledesk client asked for, and how a step says no: the words that every other package
 * shares.
 */
package io.github.keycloaktiledesk.call;
