// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.RealmKey;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The realm's key is changed, and Tiledesk restarted with the new one. */
@Tag(TiledeskServer.TAG)
class KeyChangeIT {

    @AutoClose private static final Installation HOUSE = Installation.create();

    @Test
    void whoeverComesBackIsLetInAgainAsTheSamePerson() {
        String agent = HOUSE.owner();
        List<String> clients = List.of(HOUSE.visitor(), HOUSE.customer("before-the-change"));
        clients.forEach(token -> TiledeskServer.require(at(token).join(HOUSE.project())));
        TiledeskServer.require(at(agent).requests(HOUSE.project()));
        RealmKey key = RealmKey.addInWaitingTo(HOUSE.realm());

        HOUSE.tiledesk().restart(key.publicPem());
        key.putFirst();

        for (String old : clients) {
            assertRefused(send(old));
            String back = comeBack(old);
            assertThat(TiledeskServer.require(send(back)).path("sender").asText())
                    .isEqualTo(Jwt.of(old).text("_id"));
        }
        assertRefused(at(agent).requests(HOUSE.project()));
        TiledeskServer.require(at(comeBack(agent)).requests(HOUSE.project()));
    }

    private static TiledeskApi at(String token) {
        return HOUSE.tiledesk().as(token);
    }

    private static Answer send(String token) {
        return at(token).send(HOUSE.project(), HOUSE.newRequest(), "Hello");
    }

    private static String comeBack(String token) {
        return HOUSE.realm().calls().customToken(token).token();
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
    }
}
