// SPDX-License-Identifier: Apache-2.0
/** Keeps guests and customers from completing an account in a browser. */
package io.github.keycloaktiledesk.profile;
