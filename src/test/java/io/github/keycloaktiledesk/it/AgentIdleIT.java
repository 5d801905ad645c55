// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An agent who comes back in time stays signed in, however short the realm's SSO session idle is.
 */
@Tag("slow")
class AgentIdleIT {

    private static final int IDLE = 13;
    private static final int LIFE = 12;

    @AutoClose
    private static final TestRealm REALM =
            TestRealm.create(
                    realm -> {
                        realm.setSsoSessionIdleTimeout(IDLE);
                        RealmParts.client(realm)
                                .getAttributes()
                                .put("access.token.lifespan", String.valueOf(LIFE));
                    });

    @Test
    void everyResumeBeginsTheIdleTimeAnew() {
        Answer answer = REALM.calls().signin(Demo.AGENT, Demo.PASSWORD);
        // Together longer than the idle time, each shorter.
        for (int i = 0; i < 3; i++) {
            Seconds.awaitStart(Seconds.now() + LIFE / 2 + 1);
            String before = answer.token();

            answer = REALM.calls().customToken(before);

            assertThat(answer.status()).as("resume %d: %s", i, answer.text()).isEqualTo(200);
            assertThat(answer.token()).isNotEqualTo(before);
        }
    }
}
