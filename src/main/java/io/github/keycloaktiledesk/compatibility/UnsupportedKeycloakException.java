// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

/** A Keycloak that is too old. Its message is the last that the administrator reads. */
final class UnsupportedKeycloakException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedKeycloakException(String keycloak) {
        super(
                "Keycloak Tiledesk %s does not run on Keycloak %s. It serves Keycloak %s: take one of these, or a version of the jar that serves yours. docs/compatibility.md says more."
                        .formatted(BuildInfo.version(), keycloak, BuildInfo.keycloak().range()));
    }
}
