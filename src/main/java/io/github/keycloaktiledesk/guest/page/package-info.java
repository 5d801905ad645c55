// SPDX-License-Identifier: Apache-2.0
/** The page 'Continue as guest' of browser flows. */
package io.github.keycloaktiledesk.guest.page;
