// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setup that is asked for what there is not makes nothing. */
class SetupBodyIT {

    @AutoClose private static final TestRealm REALM = TestRealm.createPlain();

    private final SetupCalls setup = SetupCalls.of(REALM);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "\"text\"",
                "{",
                "{\"project\":[]}",
                "{\"projects\":{}}",
                "{\"projects\":[null]}",
                "{\"projects\":[{}]}",
                "{\"projects\":[{\"id\":7}]}",
                "{\"projects\":[{\"id\":\"a b\"}]}",
                "{\"projects\":[{\"id\":\"a\",\"name\":\"b\"}]}",
                "{\"projects\":[{\"id\":\"a\"},{\"id\":\"a\"}]}",
                "{\"projects\":[{\"id\":\"a\",\"secret\":\"\"}]}",
                "{\"projects\":[{\"id\":\"a\",\"secret\":\"too-short-a-secret\"}]}",
                "{\"projects\":[{\"id\":\"a\",\"secret\":\"c0ffee00-1234-4abc-8def-5ec688ed1340\"}]}",
                "{\"webOrigins\":\"*\"}",
                "{\"webOrigins\":[\"https://a.example/path\"]}",
                "{\"guestsPerAddress\":\"7\"}",
                "{\"guestsPerAddress\":-1}",
                "{\"guestsPerRealm\":1.5}"
            })
    void refusesABodyThatIsWrong(String body) {
        Answer answer = setup.make(body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("success").asBoolean(true)).isFalse();
        assertThat(answer.json().path("msg").asText()).isNotBlank();
        assertThat(answer.text()).doesNotContain("too-short-a").doesNotContain("c0ffee00");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        assertThat(setup.make('"' + "x".repeat(70_000) + '"').status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain"})
    void refusesABodyThatIsNoJson(String type) {
        Answer answer = setup.make("guestsPerAddress=7", type);
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().path("msg").asText()).isNotBlank();
    }

    @AfterEach
    void nothingIsMade() {
        assertThat(REALM.admin().clients().findByClientId(Demo.CLIENT)).isEmpty();
        assertThat(REALM.admin().groups().groups()).isEmpty();
        assertThat(REALM.admin().getAdminEvents()).isEmpty();
    }
}
