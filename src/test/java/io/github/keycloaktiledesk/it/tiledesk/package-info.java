// SPDX-License-Identifier: Apache-2.0
/** An unmodified Tiledesk server takes the tokens of a realm: {@code mvn -Ptiledesk}. */
package io.github.keycloaktiledesk.it.tiledesk;
