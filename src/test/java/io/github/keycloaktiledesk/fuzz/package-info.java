// SPDX-License-Identifier: Apache-2.0
/** What all fuzz tests have in common. */
package io.github.keycloaktiledesk.fuzz;
