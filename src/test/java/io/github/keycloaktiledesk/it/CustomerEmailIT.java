package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The e-mail of a customer: whether it counts is the provider's setting Trust Email. */
class CustomerEmailIT {

    @AutoClose private static final TestRealm TRUSTED = TestRealm.create(CustomerEmailIT::trust);
    @AutoClose private static final TestRealm DISTRUSTED = TestRealm.create();

    private static void trust(RealmRepresentation realm) {
        RealmParts.provider(realm).setTrustEmail(true);
    }

    @Test
    void keepsAnUntrustedEmailOutOfAccountAndToken() {
        Answer answer = signIn(DISTRUSTED, "mail-1", "eva@example.test");

        UserRepresentation user = new RealmUsers(DISTRUSTED).read(answer.userId());
        assertThat(user.getEmail()).isNull();
        assertThat(user.isEmailVerified()).isFalse();
        assertThat(user.getAttributes())
                .containsEntry("tiledesk.email", List.of("eva@example.test"));
        assertThat(answer.json().path("user").path("email").asText()).isEqualTo("eva@example.test");
        assertThat(answer.claims().toString()).doesNotContain("eva@example.test");
        assertThat(answer.claims().path("emailverified").asBoolean(true)).isFalse();
        OpenId endpoints = new OpenId(DISTRUSTED);
        assertThat(endpoints.userinfo(answer.token()).text()).doesNotContain("eva@example.test");
        assertThat(endpoints.introspect(answer.token()).toString())
                .doesNotContain("eva@example.test");
    }

    @Test
    void putsATrustedEmailIntoAccountAndToken() {
        Answer answer = signIn(TRUSTED, "mail-1", "eva@example.test");

        UserRepresentation user = new RealmUsers(TRUSTED).read(answer.userId());
        assertThat(user.getEmail()).isEqualTo("eva@example.test");
        assertThat(user.isEmailVerified()).isTrue();
        assertThat(user.getAttributes()).doesNotContainKey("tiledesk.email");
        assertThat(answer.claims().path("email").asText()).isEqualTo("eva@example.test");
        assertThat(answer.claims().path("emailverified").asBoolean(false)).isTrue();
    }

    @Test
    void refusesTheEmailOfAnotherUserEvenIfItIsNotTrusted() {
        assertTaken(DISTRUSTED, "mail-2", Demo.AGENT);
        assertTaken(DISTRUSTED, "mail-2", Demo.AGENT.toUpperCase(Locale.ROOT));
    }

    @Test
    void refusesTheEmailOfAnotherUserIfItIsTrusted() {
        assertTaken(TRUSTED, "mail-2", Demo.AGENT);
        assertTaken(TRUSTED, "mail-2", Demo.AGENT.toUpperCase(Locale.ROOT));
    }

    private static void assertTaken(TestRealm realm, String id, String email) {
        RealmUsers users = new RealmUsers(realm);
        int before = users.count();

        Answer answer = signIn(realm, id, email);

        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.text()).doesNotContain(email);
        assertThat(users.count()).isEqualTo(before);
        assertThat(users.having("tiledesk.customer.id", id)).isEmpty();
        assertThat(new CustomerCalls(realm).links(users.idOf(Demo.AGENT))).isEmpty();
    }

    @Test
    void refusesAKnownCustomerWhoComesWithTheEmailOfAnotherUser() {
        for (TestRealm realm : List.of(TRUSTED, DISTRUSTED)) {
            RealmUsers users = new RealmUsers(realm);
            String id = signIn(realm, "mail-3", "first@example.test").userId();
            UserRepresentation before = users.read(id);

            Answer answer = signIn(realm, "mail-3", Demo.AGENT);

            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(users.read(id)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void bringsATrustedEmailUpToDate() {
        String id = signIn(TRUSTED, "mail-4", "old@example.test").userId();

        Answer again = signIn(TRUSTED, "mail-4", "new@example.test");

        assertThat(new RealmUsers(TRUSTED).read(id).getEmail()).isEqualTo("new@example.test");
        assertThat(again.claims().path("email").asText()).isEqualTo("new@example.test");
    }

    @Test
    void bringsAnUntrustedEmailUpToDate() {
        String id = signIn(DISTRUSTED, "mail-4", "old@example.test").userId();

        signIn(DISTRUSTED, "mail-4", "new@example.test");

        assertThat(new RealmUsers(DISTRUSTED).read(id).getAttributes())
                .containsEntry("tiledesk.email", List.of("new@example.test"));
    }

    private static Answer signIn(TestRealm realm, String id, String email) {
        return new CustomerCalls(realm)
                .signIn(Demo.customer().claim("_id", id).claim("email", email));
    }
}
