// SPDX-License-Identifier: Apache-2.0
/** A site hands its customer over to an OpenID Connect client, in the customer's browser. */
package io.github.keycloaktiledesk.broker.handover;
