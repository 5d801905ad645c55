// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests of which a server in front of Keycloak might make two, sent to Keycloak itself. */
class HttpSmugglingIT {

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final RealmUsers users = new RealmUsers(REALM);

    @ParameterizedTest
    @EnumSource
    void servesWhatHidesNothing(HonestCall call) {
        int before = users.count();

        String answers = RawHttp.converse(REALM.tiledesk(), call.bytes(REALM.tiledesk()), 1);

        call.check(users.count() - before, answers);
    }

    @ParameterizedTest
    @EnumSource
    void makesNoMoreCallsThanItsSenderIsAnswered(SmuggledCall call) {
        int before = users.count();

        String answers =
                RawHttp.converse(REALM.tiledesk(), call.bytes(REALM.tiledesk()), call.requests());

        call.check(users.count() - before, answers);
    }
}
