// SPDX-License-Identifier: Apache-2.0
/**
 * What people see: the login pages and the admin console in a real browser. The pictures of the
 * documentation are taken here: {@code mvn -Pscreenshots}.
 */
package io.github.keycloaktiledesk.it.browser;
