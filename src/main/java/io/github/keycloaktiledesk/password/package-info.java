// SPDX-License-Identifier: Apache-2.0
/** Passwords that agents bring along from an existing Tiledesk. */
package io.github.keycloaktiledesk.password;
