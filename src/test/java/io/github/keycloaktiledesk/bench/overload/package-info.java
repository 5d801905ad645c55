// SPDX-License-Identifier: Apache-2.0
/** What becomes of calls when more come than can be served. */
package io.github.keycloaktiledesk.bench.overload;
