/** The table of custom JWTs in {@code src/test/resources/assertion}, read and signed. */
package io.github.keycloaktiledesk.broker.assertion.vectors;
