// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.TestRealm;

/** What our endpoints and Keycloak's own make of the token that a sign-in was answered with. */
final class TokenStanding {

    private TokenStanding() {}

    /** All take it; whoever comes back with it is the same user. Returns the answer. */
    static Answer holds(TestRealm realm, Answer first) {
        Answer again = realm.calls().customToken(first.token());
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.userId()).isEqualTo(first.userId());
        assertAtKeycloak(realm, first, true);
        return first;
    }

    /** All refuse it. */
    static void isOver(TestRealm realm, Answer first) {
        ErrorAnswer.assertRefused(realm.calls().customToken(first.token()));
        assertAtKeycloak(realm, first, false);
    }

    /** Ours refuse it, with this {@code msg}, for a reason that Keycloak's own do not mind. */
    static void isOverForUsOnly(TestRealm realm, Answer first, String msg) {
        assertThat(ErrorAnswer.check(realm.calls().customToken(first.token()), 401)).isEqualTo(msg);
        assertAtKeycloak(realm, first, true);
    }

    private static void assertAtKeycloak(TestRealm realm, Answer first, boolean holds) {
        OpenId endpoints = new OpenId(realm);
        assertThat(endpoints.isActive(first.token())).isEqualTo(holds);
        assertThat(endpoints.userinfo(first.token()).status()).isEqualTo(holds ? 200 : 401);
    }
}
