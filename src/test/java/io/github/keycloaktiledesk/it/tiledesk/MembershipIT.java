// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the membership step on, visitors and customers write at once. */
@Tag(TiledeskServer.TAG)
class MembershipIT {

    private static final Installation HOUSE = Installation.withMembership();

    @Test
    void letsVisitorsWriteAtOnce() {
        writes(HOUSE.visitor());
    }

    @Test
    void letsCustomersWriteAtOnce() {
        writes(HOUSE.customer("43"));
    }

    private static void writes(String token) {
        Answer answer =
                HOUSE.tiledesk().as(token).send(HOUSE.project(), HOUSE.newRequest(), "Hello");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}
