// SPDX-License-Identifier: Apache-2.0
/** What guests cost as they become many. */
package io.github.keycloaktiledesk.bench.growth;
