// SPDX-License-Identifier: Apache-2.0
/** Requests to other servers, none of which can hold this one up. */
package io.github.keycloaktiledesk.outgoing;
