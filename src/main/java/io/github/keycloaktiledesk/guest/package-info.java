// SPDX-License-Identifier: Apache-2.0
/** Visitors: the step that makes a guest of whoever signs in anonymously. */
package io.github.keycloaktiledesk.guest;
