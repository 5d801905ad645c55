// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.broker.assertion.AssertionAudience.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionAudienceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "'\"https://tiledesk.com/projects/p1\"', https://tiledesk.com, PROJECTS, p1",
        "'[\"https://tiledesk.com/projects/p1\"]', https://tiledesk.com, PROJECTS, p1",
        "'\"http://localhost:3000/projects/p1\"', http://localhost:3000, PROJECTS, p1",
        "'\"https://tiledesk.com/subscriptions/s1\"', https://tiledesk.com, SUBSCRIPTIONS, s1"
    })
    void namesAProjectOrSubscription(String aud, String base, Kind kind, String id)
            throws Exception {
        assertThat(AssertionAudience.of(JSON.readTree(aud)))
                .hasValue(new AssertionAudience(base, kind, id));
        assertThat(aud).contains('"' + kind.audience(base, id) + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"https://tiledesk.com\"",
                "\"https://tiledesk.com/projects/\"",
                "\"https://tiledesk.com/projects/p1/\"",
                "\"https://tiledesk.com/projects/p1/extra?x=1\"",
                "\"https://tiledesk.com/projects/p1#x\"",
                "\"https://tiledesk.com/projects/p 1\"",
                "\"https://tiledesk.com/projects/p\\u00001\"",
                "\"https://tiledesk\\u0000.com/subscriptions/s1\"",
                "\"https://me@tiledesk.com/projects/p1\"",
                "\"https://tiledesk.com/Projects/p1\"",
                "\"tiledesk\"",
                "\"/projects/p1\"",
                "\"urn:projects/p1\"",
                "42",
                "null",
                "{}",
                "[]",
                "[42]",
                "[\"https://tiledesk.com/projects/p1\",\"https://tiledesk.com/projects/p2\"]"
            })
    void namesNone(String aud) throws Exception {
        assertThat(AssertionAudience.of(JSON.readTree(aud))).isEmpty();
    }

    /** What goes into a query is no longer than a setting can be. */
    @Test
    void namesNoneThatNoProviderCanHave() {
        String longest = "p".repeat(255);
        assertThat(AssertionAudience.of(JSON.valueToTree("https://a.b/projects/" + longest)))
                .isPresent();
        assertThat(AssertionAudience.of(JSON.valueToTree("https://a.b/projects/p" + longest)))
                .isEmpty();
        assertThat(AssertionAudience.of(JSON.valueToTree("https://h" + longest + "/projects/p")))
                .isEmpty();
    }

    @Test
    void namesNoneWhereThereIsNone() {
        assertThat(AssertionAudience.of(null)).isEmpty();
    }

    @Test
    void hasABaseAndAnIdThatSettingsMayHave() {
        assertThat(AssertionAudience.isBase("https://tiledesk.com:8443")).isTrue();
        assertThat(AssertionAudience.isBase("https://tiledesk.com/")).isFalse();
        assertThat(AssertionAudience.isId("p1")).isTrue();
        assertThat(AssertionAudience.isId("p/1")).isFalse();
    }
}
