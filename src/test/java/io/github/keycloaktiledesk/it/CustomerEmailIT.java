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
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.IdentityProvidersResource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
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

    @ParameterizedTest
    @ValueSource(strings = {"FORCE", "IMPORT"})
    void takesBackAnEmailThatIsNoLongerTrusted(String syncMode) {
        try (TestRealm realm = TestRealm.create(CustomerEmailIT::trust)) {
            RealmUsers users = new RealmUsers(realm);
            CustomerCalls customers = new CustomerCalls(realm);
            String id = signIn(realm, "mail-5", "boss@example.test").userId();
            customers.change(provider -> provider.setTrustEmail(false));
            customers.set(Map.of("syncMode", syncMode));

            Answer again = signIn(realm, "mail-5", "other@example.test");

            assertThat(again.status()).as(again.text()).isEqualTo(200);
            assertThat(again.claims().toString()).doesNotContain("example.test");
            assertThat(again.claims().path("emailverified").asBoolean(true)).isFalse();
            UserRepresentation user = users.read(id);
            assertThat(user.getEmail()).isNull();
            assertThat(user.isEmailVerified()).isFalse();
            assertThat(user.getAttributes())
                    .containsEntry(
                            "tiledesk.email",
                            List.of(
                                    "FORCE".equals(syncMode)
                                            ? "other@example.test"
                                            : "boss@example.test"));
        }
    }

    /** It may be the site's from before, or the admin's: nobody can tell. */
    @Test
    void verifiesNoEmailWhereNeitherTheSiteNorTheRecordHasOne() {
        String id = new CustomerCalls(DISTRUSTED).signIn("mail-6").userId();
        setEmail(id, "six@example.test");

        Answer again = new CustomerCalls(DISTRUSTED).signIn("mail-6");

        UserRepresentation user = new RealmUsers(DISTRUSTED).read(id);
        assertThat(user.getEmail()).isEqualTo("six@example.test");
        assertThat(user.isEmailVerified()).isFalse();
        assertThat(again.claims().toString()).doesNotContain("six@example.test");
    }

    @Test
    void leavesTheEmailThatAnAdminHasSet() {
        String id = signIn(DISTRUSTED, "mail-7", "site@example.test").userId();
        setEmail(id, "seven@example.test");

        Answer again = signIn(DISTRUSTED, "mail-7", "site@example.test");

        UserRepresentation user = new RealmUsers(DISTRUSTED).read(id);
        assertThat(user.getEmail()).isEqualTo("seven@example.test");
        assertThat(user.isEmailVerified()).isTrue();
        assertThat(again.claims().path("email").asText()).isEqualTo("seven@example.test");
    }

    private static void setEmail(String userId, String email) {
        new RealmUsers(DISTRUSTED)
                .change(
                        userId,
                        user -> {
                            user.setEmail(email);
                            user.setEmailVerified(true);
                        });
    }

    /** The user of the deleted provider has the e-mail still, and nobody can sign in as that. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isFreeAgainForTheSameCustomerOfAProviderMadeAnew(boolean atFirst) {
        try (TestRealm realm = TestRealm.create(CustomerEmailIT::trust)) {
            String orphan = signIn(realm, "mail-8", "eight@example.test").userId();
            makeAnew(realm);
            // The e-mail of somebody else it stays.
            assertThat(signIn(realm, "mail-9", "eight@example.test").status()).isEqualTo(409);
            if (!atFirst) {
                assertThat(new CustomerCalls(realm).signIn("mail-8").status()).isEqualTo(200);
            }

            Answer again = signIn(realm, "mail-8", "eight@example.test");

            assertThat(again.status()).as(again.text()).isEqualTo(200);
            assertThat(again.userId()).isNotEqualTo(orphan);
            assertThat(again.claims().path("email").asText()).isEqualTo("eight@example.test");
            UserRepresentation old = new RealmUsers(realm).read(orphan);
            assertThat(old.getEmail()).isNull();
            assertThat(old.isEmailVerified()).isFalse();
        }
    }

    private static void makeAnew(TestRealm realm) {
        IdentityProvidersResource providers = realm.admin().identityProviders();
        IdentityProviderRepresentation provider = providers.get(Demo.PROVIDER).toRepresentation();
        provider.getConfig().put("clientSecret", Demo.SECRET);
        provider.setInternalId(null);
        providers.get(Demo.PROVIDER).remove();
        providers.create(provider).close();
    }

    private static Answer signIn(TestRealm realm, String id, String email) {
        return new CustomerCalls(realm)
                .signIn(Demo.customer().claim("_id", id).claim("email", email));
    }
}
