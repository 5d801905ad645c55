// SPDX-License-Identifier: Apache-2.0
/** What all our steps of a flow have in common, and how a step says no. */
package io.github.keycloaktiledesk.step;
