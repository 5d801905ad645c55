// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent has by a site's custom JWT lasts as long as the provider and the link. */
class LinkedAgentIT {

    private static final String ID = "linked-agent";

    @AutoClose private final TestRealm realm = TestRealm.create(RealmParts::allowRapidSignIns);

    private final CustomerCalls customers = new CustomerCalls(realm);
    private final String agent = new RealmUsers(realm).idOf(Demo.AGENT);

    private Answer first;

    @BeforeEach
    void signInByTheSite() {
        customers.set(Map.of("allowExistingUsers", "true"));
        customers.link(agent, ID);
        first = customers.signIn(ID);
        assertThat(first.userId()).isEqualTo(agent);
        assertThat(resume(first)).isEqualTo(200);
    }

    @Test
    void isHeldUpWhileTheProviderIsDisabled() {
        customers.change(provider -> provider.setEnabled(false));
        assertThat(resume(first)).isEqualTo(401);

        customers.change(provider -> provider.setEnabled(true));
        assertThat(resume(first)).isEqualTo(200);
    }

    @Test
    void endsWithTheLink() {
        new RealmUsers(realm).get(agent).removeFederatedIdentity(Demo.PROVIDER);
        assertThat(resume(first)).isEqualTo(401);

        // Another customer of the site is somebody else.
        customers.link(agent, "another");
        assertThat(resume(first)).isEqualTo(401);
    }

    @Test
    void endsWithTheProvider() {
        realm.admin().identityProviders().get(Demo.PROVIDER).remove();

        assertThat(resume(first)).isEqualTo(401);
    }

    @Test
    void isHeldUpWhileTheProviderMayNotSignInExistingUsers() {
        customers.set(Map.of("allowExistingUsers", "false"));
        assertThat(resume(first)).isEqualTo(401);

        customers.set(Map.of("allowExistingUsers", "true"));
        assertThat(resume(first)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({Demo.CLIENT + ",admin", "realm-management,query-users"})
    void isHeldUpWhileTheUserIsAnAdministrator(String client, String role) {
        RealmUsers users = new RealmUsers(realm);
        users.grant(agent, client, role);
        assertThat(resume(first)).isEqualTo(401);
        assertThat(new RealmEvents(realm).refusals())
                .containsExactly("the user is an administrator");
        assertThat(resume(realm.calls().signin(Demo.AGENT, Demo.PASSWORD))).isEqualTo(200);

        users.revoke(agent, client, role);
        assertThat(resume(first)).isEqualTo(200);
    }

    /** The site has nothing to do with it. */
    @Test
    void leavesAloneWhatTheAgentHasByThePassword() {
        Answer own = realm.calls().signin(Demo.AGENT, Demo.PASSWORD);
        customers.set(Map.of("allowExistingUsers", "false"));
        assertThat(resume(own)).isEqualTo(200);

        realm.admin().identityProviders().get(Demo.PROVIDER).remove();

        assertThat(resume(own)).isEqualTo(200);
    }

    private int resume(Answer answer) {
        return realm.calls().customToken(answer.token()).status();
    }
}
