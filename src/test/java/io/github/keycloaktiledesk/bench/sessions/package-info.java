// SPDX-License-Identifier: Apache-2.0
/** What it spares that guests have no session. */
package io.github.keycloaktiledesk.bench.sessions;
