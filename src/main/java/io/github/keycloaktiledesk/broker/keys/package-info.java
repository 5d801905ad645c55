// SPDX-License-Identifier: Apache-2.0
/** What a provider verifies custom JWTs with: shared secrets, or public keys. */
package io.github.keycloaktiledesk.broker.keys;
