// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import jakarta.ws.rs.BadRequestException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributeRequired;
import org.keycloak.representations.userprofile.config.UPConfig;

/**
 * Any guest can be edited and disabled in the console, which sends all that it was shown, and
 * nothing of the guest is lost. The realm is as strict as a user profile can be about names.
 */
class GuestInConsoleIT {

    private static final String NAMES = "firstName lastName email";

    @AutoClose private static final TestRealm REALM = strict();

    private final RealmUsers users = new RealmUsers(REALM);

    private static TestRealm strict() {
        TestRealm realm = TestRealm.create();
        require(realm, Set.of("user"));
        return realm;
    }

    /** Has the realm insist on names of three small letters. */
    private static void require(TestRealm realm, Set<String> roles) {
        UPConfig profile = realm.admin().users().userProfile().getConfiguration();
        for (UPAttribute attribute : profile.getAttributes()) {
            if (NAMES.contains(attribute.getName())) {
                attribute.setRequired(new UPAttributeRequired(roles, Set.of()));
                attribute.addValidation("length", Map.of("min", 3, "max", 3));
                attribute.addValidation("pattern", Map.of("pattern", "[a-z]+"));
            }
        }
        realm.admin().users().userProfile().update(profile);
    }

    static Stream<String> texts() {
        return Stream.of(
                "ü".repeat(255),
                "😀".repeat(127),
                "<script>alert(1)</script>",
                "guest#1 & \"q\" 'q' ${x} %s \\",
                "\u05d0\u05d1\u05d2 \u202e\u0639\u0631\u0628",
                "no e-mail at all");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void keepsWhatWasTyped(String text) {
        String largest = "x".repeat(16 * 1024 - 200);
        String id =
                guest(
                        Map.of(
                                "id_project", Demo.PROJECT,
                                "firstname", text,
                                "lastname", text,
                                "email", text,
                                "attributes", Map.of("a", List.of("ü\"\\", "<b>"), "b", largest)));
        UserRepresentation before = users.read(id);
        assertThat(before.getAttributes()).hasSize(7);

        users.change(id, user -> user.setEnabled(false));

        UserRepresentation after = users.read(id);
        assertThat(after.isEnabled()).isFalse();
        assertThat(after).usingRecursiveComparison().ignoringFields("enabled").isEqualTo(before);
        assertThat(users.get(id).groups()).hasSize(1);
    }

    @Test
    void letsAnAdministratorChangeOneThing() {
        String id = guest(Map.of("id_project", Demo.PROJECT, "firstname", "<b>", "email", "none"));

        users.change(
                id, user -> user.getAttributes().put("tiledesk.guest.firstname", List.of("Ada")));

        assertThat(users.read(id).getAttributes())
                .hasSize(5)
                .containsKey("tiledesk.guest.seen")
                .contains(
                        Map.entry("tiledesk.kind", List.of("guest")),
                        Map.entry("tiledesk.project", List.of(Demo.PROJECT)),
                        Map.entry("tiledesk.guest.firstname", List.of("Ada")),
                        Map.entry("tiledesk.guest.email", List.of("none")));
    }

    /**
     * A realm may demand names of everybody whom an administrator saves: guests are no exception.
     */
    @Test
    void cannotBeSavedWithoutANameThatAdministratorsMustFillIn() {
        try (TestRealm realm = TestRealm.create()) {
            require(realm, Set.of("admin", "user"));
            RealmUsers users = new RealmUsers(realm);
            String id = id(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)));

            assertThatThrownBy(() -> users.change(id, user -> user.setEnabled(false)))
                    .isInstanceOf(BadRequestException.class);

            users.get(id).remove();
            assertThat(users.having("tiledesk.kind", "guest")).isEmpty();
        }
    }

    private static String guest(Map<String, ?> body) {
        return id(REALM.calls().anonymously(body));
    }

    private static String id(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("user").path("_id").asText();
    }
}
