package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmKey;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** What ends a token that was good, by the time it comes back. */
class ResumeEndIT {

    @AutoClose
    private static final TestRealm REALM = TestRealm.create(RealmParts::allowRapidSignIns);

    private final TestRealm realm = REALM;
    private final RealmUsers users = new RealmUsers(realm);

    @ParameterizedTest
    @EnumSource
    void endsWithTheUser(Somebody somebody) {
        Answer first = comesBack(somebody.signIn(realm));

        users.get(first.userId()).remove();

        assertRefused(first);
        if (somebody == Somebody.AGENT) {
            // The others are made anew whenever they sign in.
            users.createAgent(Demo.AGENT, Map.of());
        }
    }

    @ParameterizedTest
    @EnumSource
    void isHeldUpWhileTheUserIsDisabled(Somebody somebody) {
        Answer first = comesBack(somebody.signIn(realm));

        users.change(first.userId(), user -> user.setEnabled(false));
        assertRefused(first);

        users.change(first.userId(), user -> user.setEnabled(true));
        comesBack(first);
    }

    @ParameterizedTest
    @EnumSource
    void isHeldUpWhileAnActionIsRequired(Somebody somebody) {
        Answer first = comesBack(somebody.signIn(realm));

        users.change(first.userId(), user -> user.setRequiredActions(List.of("UPDATE_PASSWORD")));
        assertThat(realm.calls().customToken(first.token()).status()).isEqualTo(401);

        users.change(first.userId(), user -> user.setRequiredActions(List.of()));
        comesBack(first);
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenAnAdminLogsTheUserOut(Somebody somebody) {
        Answer first = comesBack(somebody.signIn(realm));
        Seconds.awaitNext();

        users.get(first.userId()).logout();

        assertRefused(first);
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenTheRealmRevokesWhatWasBefore(Somebody somebody) {
        Answer first = comesBack(somebody.signIn(realm));
        Seconds.awaitNext();

        RealmRepresentation settings = realm.admin().toRepresentation();
        settings.setNotBefore((int) Seconds.now());
        realm.admin().update(settings);

        assertRefused(first);
        comesBack(somebody.signIn(realm));
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenTheClientRevokesWhatWasBefore(Somebody somebody) {
        Answer first = comesBack(somebody.signIn(realm));
        Seconds.awaitNext();

        ClientRepresentation client = realm.admin().clients().findByClientId(Demo.CLIENT).get(0);
        client.setNotBefore((int) Seconds.now());
        realm.admin().clients().get(client.getId()).update(client);

        assertRefused(first);
        comesBack(somebody.signIn(realm));
    }

    @ParameterizedTest
    @EnumSource
    void endsAtTheRevocationEndpoint(Somebody somebody) {
        Answer first = comesBack(somebody.signIn(realm));

        assertThat(new OpenId(realm).revoke(Demo.CLIENT, first.token()).status()).isEqualTo(200);

        assertRefused(first);
    }

    @Test
    void agentsEndWithTheirSession() {
        Answer first = comesBack(Somebody.AGENT.signIn(realm));
        Answer other = comesBack(Somebody.AGENT.signIn(realm));

        realm.admin().deleteSession(Jwt.of(first.token()).text("sid"), false);

        assertRefused(first);
        comesBack(other);
    }

    @Test
    void customersEndWithTheirLink() {
        Answer first = comesBack(Somebody.CUSTOMER.signIn(realm));

        users.get(first.userId()).removeFederatedIdentity(Demo.PROVIDER);

        assertRefused(first);
    }

    @Test
    void customersAreHeldUpWhileTheirProviderIsDisabled() {
        Answer first = comesBack(Somebody.CUSTOMER.signIn(realm));
        CustomerCalls customers = new CustomerCalls(realm);

        customers.change(provider -> provider.setEnabled(false));
        assertRefused(first);

        customers.change(provider -> provider.setEnabled(true));
        comesBack(first);
    }

    @Test
    void customersEndWithTheirProvider() {
        try (TestRealm own = TestRealm.create()) {
            String token = Somebody.CUSTOMER.signIn(own).token();
            assertThat(own.calls().customToken(token).status()).isEqualTo(200);

            own.admin().identityProviders().get(Demo.PROVIDER).remove();

            assertThat(own.calls().customToken(token).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void outlivesAKeyThatIsOnlyPassive(Somebody somebody) {
        RealmKey key = RealmKey.addTo(realm);
        Answer first = comesBack(somebody.signIn(realm));

        key.makePassive();
        comesBack(first);
        assertThat(Jwt.of(somebody.signIn(realm).token()).header())
                .isNotEqualTo(Jwt.of(first.token()).header());

        key.disable();
        assertRefused(first);
    }

    private Answer comesBack(Answer first) {
        Answer again = realm.calls().customToken(first.token());
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.userId()).isEqualTo(first.userId());
        return first;
    }

    private void assertRefused(Answer first) {
        Answer again = realm.calls().customToken(first.token());
        assertThat(again.status()).as(again.text()).isEqualTo(401);
        assertThat(again.json().path("msg").asText()).isEqualTo("Unauthorized");
    }
}
