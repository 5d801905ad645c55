// SPDX-License-Identifier: Apache-2.0
/** Runs the direct grant flow of the client {@code tiledesk} for a call, and says how it ended. */
package io.github.keycloaktiledesk.flow;
