package io.github.keycloaktiledesk.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectAudienceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "'\"https://tiledesk.com/projects/p1\"', p1",
        "'[\"https://tiledesk.com/projects/p1\"]', p1",
        "'\"http://localhost:3000/projects/p1\"', p1",
        "'\"https://tiledesk.com/projects/\"', ''",
        "'\"https://tiledesk.com/projects/p1/extra?x=1\"', p1/extra",
        "'\"https://tiledesk.com/subscriptions/s1\"', ''"
    })
    void namesAProject(String aud, String project) throws Exception {
        assertThat(ProjectAudience.of(JSON.readTree(aud))).hasValue(new ProjectAudience(project));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"https://tiledesk.com\"",
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
        assertThat(ProjectAudience.of(JSON.readTree(aud))).isEmpty();
    }

    @Test
    void namesNoneWhereThereIsNone() {
        assertThat(ProjectAudience.of(null)).isEmpty();
    }
}
