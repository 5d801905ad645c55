// SPDX-License-Identifier: Apache-2.0
/** The table of custom JWTs in {@code src/test/resources/assertion}, read and signed. */
package io.github.keycloaktiledesk.broker.assertion.vectors;
