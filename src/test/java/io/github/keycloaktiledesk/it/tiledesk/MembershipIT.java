package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the membership step on, visitors and customers write at once. */
@Tag(TiledeskServer.TAG)
class MembershipIT {

    @AutoClose private static final Installation HOUSE = Installation.create(realm -> {});

    @BeforeAll
    static void switchStepOn() {
        new MembershipStep(HOUSE.realm())
                .require(
                        HOUSE.tiledesk().url().toString(),
                        Map.of(
                                "allowHttp", "true",
                                "timeLimit", "10000",
                                "onFailure", "refuse"));
    }

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
