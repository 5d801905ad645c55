// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.user.UserAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;
import org.keycloak.userprofile.UserProfileConstants;
import org.keycloak.userprofile.UserProfileProvider;

/** Whether administrators, and nobody else, see and edit what the extension keeps of a user. */
record UserProfileCheck(KeycloakSession session) implements Check {

    private static final String PART = "user-profile";
    private static final String PATH = "Realm settings → User profile";

    @Override
    public Stream<Finding> run() {
        UPConfig profile = session.getProvider(UserProfileProvider.class).getConfiguration();
        List<String> missing =
                UserAttributes.all().stream()
                        .filter(name -> profile.getAttribute(name) == null)
                        .toList();
        List<String> open =
                UserAttributes.all().stream()
                        .map(profile::getAttribute)
                        .filter(attribute -> attribute != null && isOpen(attribute))
                        .map(UPAttribute::getName)
                        .toList();
        List<Finding> findings = new ArrayList<>();
        if (!missing.isEmpty()) {
            findings.add(
                    Finding.missing(
                            PART,
                            "Attributes are not declared, and get lost when an administrator saves a user: "
                                    + String.join(", ", missing),
                            PATH));
        }
        if (!open.isEmpty()) {
            findings.add(
                    Finding.risk(
                            PART,
                            "Users may see or edit what is for administrators only: "
                                    + String.join(", ", open),
                            PATH));
        }
        if (profile.getUnmanagedAttributePolicy() == UnmanagedAttributePolicy.ENABLED) {
            findings.add(
                    Finding.risk(
                            PART,
                            "Users may give themselves unmanaged attributes of any name",
                            "Realm settings → General → Unmanaged attributes"));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(PART, "All attributes are declared for administrators only", PATH));
        }
        return findings.stream();
    }

    private static boolean isOpen(UPAttribute attribute) {
        return attribute.getPermissions() == null
                || attribute.getPermissions().getView().contains(UserProfileConstants.ROLE_USER)
                || attribute.getPermissions().getEdit().contains(UserProfileConstants.ROLE_USER);
    }
}
