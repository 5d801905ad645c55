// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.user.UserAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.UserModel;

/** Of which projects a user has been made a member: {@link UserAttributes#MEMBERSHIP}. */
final class Members {

    private Members() {}

    static boolean includes(UserModel user, String project) {
        return user.getAttributeStream(UserAttributes.MEMBERSHIP).anyMatch(project::equals);
    }

    static void add(UserModel user, String project) {
        List<String> projects =
                Stream.concat(
                                user.getAttributeStream(UserAttributes.MEMBERSHIP),
                                Stream.of(project))
                        .distinct()
                        .toList();
        user.setAttribute(UserAttributes.MEMBERSHIP, projects);
    }
}
