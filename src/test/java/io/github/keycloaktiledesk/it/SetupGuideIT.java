// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.AdminCli;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.admin.client.resource.UsersResource;

/** The commands of the page on setting up a realm, one after another. */
@Tag("distribution")
class SetupGuideIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @AutoClose private static final TestRealm REALM = TestRealm.createPlain();

    @TempDir private Path folder;

    @Test
    void setsUpLooksAndTakesAway() throws IOException {
        JsonNode made = run(ShellBlock.SET_UP);
        assertThat(made.path("created")).hasSize(8);
        assertThat(made.path("secrets")).hasSize(1);
        assertThat(realmSignsIn(made.at("/secrets/0/secret").asText())).isEqualTo(200);
        assertThat(run(ShellBlock.ASK_HOW_IT_IS).path("findings").findValuesAsText("state"))
                .contains("ok", "off", "risk");
        // Nothing is taken away that somebody uses.
        UsersResource users = REALM.admin().users();
        users.list().forEach(user -> users.delete(user.getId()).close());
        run(ShellBlock.TAKE_AWAY);
        assertThat(REALM.admin().flows().getFlows())
                .extracting("alias")
                .noneMatch(alias -> alias.toString().startsWith("tiledesk"));
    }

    private static int realmSignsIn(String secret) {
        return REALM.calls().customToken(Demo.customer().sign(secret)).status();
    }

    private JsonNode run(ShellBlock block) throws IOException {
        String here =
                block.code()
                        .replace("https://id.example.com", REALM.url().resolve("/").toString())
                        .replace("-r demo", "-r " + REALM.name());
        String output =
                new Program(List.of("bash", "-euc", here), folder, AdminCli.environment(folder))
                        .run(LIMIT);
        return new ObjectMapper().readTree(output);
    }
}
