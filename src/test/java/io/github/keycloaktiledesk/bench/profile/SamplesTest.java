// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.bench.profile.Samples.Frame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final Frame MAP = new Frame("java.util.HashMap", "get");
    private static final Frame JSON = new Frame("com.fasterxml.jackson.core.JsonParser", "next");
    private static final Frame FLOW =
            new Frame("org.keycloak.authentication.AuthenticationProcessor", "run");
    private static final Frame OURS = new Frame("io.github.keycloaktiledesk.api.CallBody", "read");

    private final Samples samples =
            new Samples(
                    List.of(
                            List.of(MAP, JSON, OURS, FLOW),
                            List.of(OURS, FLOW),
                            List.of(FLOW),
                            List.of(MAP)));

    @Test
    void belongToWhomItWorkedFor() {
        assertThat(samples.owners())
                .isEqualTo(
                        Map.of(
                                "JSON", 0.25,
                                "this extension", 0.25,
                                "Keycloak", 0.25,
                                "other", 0.25));
        assertThat(samples.withinOurs().owners())
                .isEqualTo(Map.of("JSON", 0.5, "this extension", 0.5));
    }

    @Test
    void nameWhatWeCalled() {
        assertThat(samples.calledByUs())
                .isEqualTo(Map.of("CallBody.read → JsonParser.next", 0.25, "CallBody.read", 0.25));
        assertThat(samples.begun())
                .isEqualTo(Map.of("CallBody.read", 0.5, "AuthenticationProcessor.run", 0.75));
    }
}
