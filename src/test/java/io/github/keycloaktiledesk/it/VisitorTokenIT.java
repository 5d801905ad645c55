// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a visitor's token says, and where it is worth nothing. */
class VisitorTokenIT {

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final OpenId endpoints = new OpenId(REALM);

    private final Answer answer = REALM.calls().anonymously(Demo.visitor());

    @Test
    void saysWhatATiledeskServerReads() {
        String id = answer.json().path("user").path("_id").asText();

        Jwt token = Jwt.of(answer.token());

        assertThat(token.text("sub")).isEqualTo("guest");
        assertThat(token.text("_id")).isEqualTo(id);
        assertThat(token.text("id")).isEqualTo(id);
        assertThat(token.text("firstname")).isEqualTo("Ada");
        assertThat(token.text("lastname")).isEqualTo("Guest");
        assertThat(token.text("fullName")).isEqualTo("Ada Guest");
        assertThat(token.text("id_project")).isEqualTo(Demo.PROJECT);
        assertThat(token.text("preferred_username")).isEqualTo("tiledesk-guest-" + id);
        assertThat(token.claims().path("attributes"))
                .isEqualTo(answer.json().path("user").path("attributes"));
        assertThat(token.claims().path("emailverified").isBoolean()).isTrue();
        assertThat(token.claims().path("emailverified").booleanValue()).isFalse();
        assertThat(token.claims().has("email")).isFalse();
        assertThat(token.claims().has("role")).isFalse();
        assertThat(token.claims().has("sid")).isFalse();
    }

    @Test
    void saysTheDefaultNameOfWhoTypedNone() {
        Answer nameless = REALM.calls().anonymously(Map.of("id_project", Demo.PROJECT));

        Jwt token = Jwt.of(nameless.token());

        String name = "guest#" + token.text("_id").substring(0, 4);
        assertThat(token.text("firstname")).isEqualTo(name);
        assertThat(token.text("fullName")).isEqualTo(name + " ");
        assertThat(token.claims().has("lastname")).isFalse();
        assertThat(token.claims().has("attributes")).isFalse();
    }

    /**
     * An unmodified Tiledesk server takes 16 KiB of headers; a thousand bytes are for the others.
     */
    @Test
    void isSmallEnoughForNodeAsLongAsTheDocumentationSays() {
        assertThat(tokenWith(10_000)).hasSizeLessThan(16 * 1024 - 1_000);
        assertThat(tokenWith(16 * 1024)).hasSizeGreaterThan(16 * 1024);
    }

    private static String tokenWith(int bytes) {
        String name = "x".repeat(50);
        return REALM.calls()
                .anonymously(
                        Map.of(
                                "id_project",
                                Demo.PROJECT,
                                "firstname",
                                name,
                                "lastname",
                                name,
                                "attributes",
                                Map.of("a", "x".repeat(bytes - 8))))
                .token();
    }

    @Test
    void opensNeitherAccountNorAdministration() {
        // The token itself is good: it is the place that is not for visitors.
        assertThat(endpoints.isActive(answer.token())).isTrue();
        assertThat(endpoints.account(answer.token()).status()).isIn(401, 403);
        assertThat(endpoints.users(answer.token()).status()).isIn(401, 403);
    }
}
