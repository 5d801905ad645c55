// SPDX-License-Identifier: Apache-2.0
/** What visitors who are gone leave in a server's heap. */
package io.github.keycloaktiledesk.bench.heap;
