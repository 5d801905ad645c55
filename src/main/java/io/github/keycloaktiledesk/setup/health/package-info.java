// SPDX-License-Identifier: Apache-2.0
/**
 * What is in place in a realm, what is switched off, what is missing and what is risky. Reads, and
 * never writes.
 */
package io.github.keycloaktiledesk.setup.health;
