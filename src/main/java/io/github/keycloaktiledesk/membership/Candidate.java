// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.call.TiledeskCall;

/**
 * Who becomes a member of what.
 *
 * @param call the sign-in
 * @param userId Keycloak's id of the user
 * @param project id of the project
 */
record Candidate(TiledeskCall call, String userId, String project) {}
