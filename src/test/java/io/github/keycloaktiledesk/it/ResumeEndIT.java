// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.TokenStanding.holds;
import static io.github.keycloaktiledesk.it.TokenStanding.isOverForUsOnly;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What ends a token at our endpoints only: Keycloak's own know the user, and nothing of what the
 * sign-in rests on. {@link TokenEndIT} has what ends it everywhere.
 */
class ResumeEndIT {

    @AutoClose
    private static final TestRealm REALM = TestRealm.create(RealmParts::allowRapidSignIns);

    private final RealmUsers users = new RealmUsers(REALM);

    @ParameterizedTest
    @EnumSource
    void isHeldUpWhileAnActionIsRequired(Somebody somebody) {
        Answer first = holds(REALM, somebody.signIn(REALM));

        users.change(first.userId(), user -> user.setRequiredActions(List.of("UPDATE_PASSWORD")));
        isOverForUsOnly(REALM, first, "Account is not fully set up");

        users.change(first.userId(), user -> user.setRequiredActions(List.of()));
        holds(REALM, first);
    }

    @Test
    void customersEndWithTheirLink() {
        Answer first = holds(REALM, Somebody.CUSTOMER.signIn(REALM));

        users.get(first.userId()).removeFederatedIdentity(Demo.PROVIDER);

        isOverForUsOnly(REALM, first, "Unauthorized");
    }

    @Test
    void customersAreHeldUpWhileTheirProviderIsDisabled() {
        Answer first = holds(REALM, Somebody.CUSTOMER.signIn(REALM));
        Providers providers = new Providers(REALM);

        providers.change(Demo.PROVIDER, provider -> provider.setEnabled(false));
        isOverForUsOnly(REALM, first, "Unauthorized");

        providers.change(Demo.PROVIDER, provider -> provider.setEnabled(true));
        holds(REALM, first);
    }

    @Test
    void customersEndWithTheirProvider() {
        try (TestRealm own = TestRealm.create()) {
            Answer first = holds(own, Somebody.CUSTOMER.signIn(own));

            new Providers(own).remove(Demo.PROVIDER);

            isOverForUsOnly(own, first, "Unauthorized");
        }
    }
}
