// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The user name of a customer comes again with the customer; tokens of a deleted user must not. */
class CustomerReturnsAfterDeletionIT {

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    @Test
    void tokensOfADeletedCustomerStayDead() {
        CustomerCalls customers = new CustomerCalls(REALM);
        OpenId endpoints = new OpenId(REALM);
        String old = customers.signIn("c1").token();
        new RealmUsers(REALM).get(Jwt.of(old).text("keycloak_user_id")).remove();
        assertThat(endpoints.isActive(old)).isFalse();
        Seconds.awaitNext();

        Answer again = customers.signIn("c1");

        assertThat(endpoints.isActive(again.token())).isTrue();
        assertThat(endpoints.userinfo(again.token()).status()).isEqualTo(200);
        assertThat(endpoints.isActive(old)).isFalse();
        assertThat(endpoints.userinfo(old).status()).isEqualTo(401);
        assertThat(REALM.calls().customToken(old).status()).isEqualTo(401);
    }
}
