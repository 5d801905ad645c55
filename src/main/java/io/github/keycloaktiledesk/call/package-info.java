// SPDX-License-Identifier: Apache-2.0
/**
 * What a Tiledesk client asked for, in which words the steps of a flow find it, and the transaction
 * in which it is answered.
 */
package io.github.keycloaktiledesk.call;
