// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.call.SessionInMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;

class OnSuccessTest {

    private final KeycloakSession session = new SessionInMemory("realm");
    private final List<String> done = new ArrayList<>();

    @Test
    void happensOnceAndNotBefore() {
        leave("first");
        assertThat(done).isEmpty();

        OnSuccess.happen(session);
        OnSuccess.happen(session);

        assertThat(done).containsExactly("first");
    }

    @Test
    void isNothingWhereNothingWasLeft() {
        OnSuccess.happen(session);

        assertThat(done).isEmpty();
    }

    @Test
    void isOfItsOwnSession() {
        leave("first");

        OnSuccess.happen(new SessionInMemory("realm"));

        assertThat(done).isEmpty();
    }

    @Test
    void losesNothing() {
        leave("first");

        assertThatThrownBy(() -> leave("second")).isInstanceOf(IllegalStateException.class);

        OnSuccess.happen(session);
        assertThat(done).containsExactly("first");
    }

    @Test
    void mayBeLeftAgainOnceItHasHappened() {
        leave("first");
        OnSuccess.happen(session);
        leave("second");
        OnSuccess.happen(session);

        assertThat(done).containsExactly("first", "second");
    }

    private void leave(String work) {
        new OnSuccess(() -> done.add(work)).announce(session);
    }
}
