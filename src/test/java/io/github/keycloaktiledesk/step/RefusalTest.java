// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final Response PAGE = Response.status(403).entity("page").build();

    /** 422 is none of the statuses that JAX-RS has names for. */
    @Test
    void givesAPageAnyStatus() {
        Response answer = Refusal.invalidFields(List.of("firstname"), "too long").on(PAGE);

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getEntity()).isEqualTo("page");
        assertThat(answer.getHeaders()).doesNotContainKey("Retry-After");
    }

    @Test
    void tellsAPageWhenToComeBack() {
        Response answer = new Refusal(429, "slow_down", "Later", "error", "limit", "7").on(PAGE);

        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("7");
    }
}
