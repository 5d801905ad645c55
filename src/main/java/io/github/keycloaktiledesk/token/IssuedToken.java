// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import org.keycloak.representations.AccessToken;

/**
 * A token of the realm, ready to be sent.
 *
 * @param encoded the signed JWT
 * @param token its content
 */
public record IssuedToken(String encoded, AccessToken token) {}
