// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.outgoing.OutgoingException;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinAnswerTest {

    @Test
    void saysThatItWasDone() {
        assertThatCode(() -> check("{\"success\":true,\"token\":\"JWT a.b.c\",\"user\":{}}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "true",
                "[true]",
                "{}",
                "{\"success\":false}",
                "{\"success\":\"true\"}",
                "{\"success\":1}"
            })
    void saysNoSuchThing(String body) {
        assertThatThrownBy(() -> check(body))
                .isInstanceOf(OutgoingException.class)
                .hasMessage("the answer of Tiledesk reports no success");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>secret</html>",
                "{\"success\":false,\"success\":true}",
                "{\"success\":true} and more"
            })
    void isJsonWithOneMeaning(String body) {
        assertThatThrownBy(() -> check(body))
                .isInstanceOf(OutgoingException.class)
                .hasMessage("the answer of Tiledesk is no JSON");
    }

    @Test
    void hasABodyThatIsNotTooLarge() {
        assertThatThrownBy(() -> check("{\"success\":true}" + " ".repeat(256 * 1024)))
                .isInstanceOf(OutgoingException.class)
                .hasMessage("the answer of Tiledesk is larger than 262144 bytes");
        assertThatThrownBy(() -> JoinAnswer.check(null)).isInstanceOf(OutgoingException.class);
    }

    private static void check(String body) throws Exception {
        JoinAnswer.check(new StringEntity(body, ContentType.APPLICATION_JSON));
    }
}
