// SPDX-License-Identifier: Apache-2.0
/** Texts and JSON that strangers send, and the texts of our forms. */
package io.github.keycloaktiledesk.text;
