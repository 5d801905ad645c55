// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.IdentityProvidersResource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The e-mail of a customer: whether it counts is the provider's setting Trust Email. */
class CustomerEmailIT {

    @AutoClose private static final TestRealm TRUSTED = TestRealm.create(CustomerEmailIT::trust);
    @AutoClose private static final TestRealm DISTRUSTED = TestRealm.create();
    @AutoClose private static final TestRealm CHANGING = TestRealm.create();

    private static final List<String> BESIDE_SIX =
            Arrays.asList("other@example.test", null, "six@example.test", "six@example.test", null);

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
        assertThat(user.getAttributes())
                .containsEntry("tiledesk.email", List.of("eva@example.test"));
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

    /** Whatever the site says then, and also where it says nothing. */
    @ParameterizedTest
    @CsvSource({
        "FORCE,other@example.test,other@example.test",
        "FORCE,Boss@example.test,Boss@example.test",
        "FORCE,,",
        "IMPORT,other@example.test,Boss@Example.Test",
        "IMPORT,,Boss@Example.Test"
    })
    void takesBackAnEmailThatIsNoLongerTrusted(String syncMode, String asserted, String kept) {
        String id = signInTrusted("Boss@Example.Test");
        assertThat(read(id).getEmail()).isEqualTo("boss@example.test");
        trust(false, syncMode);

        Answer again = signIn(CHANGING, "mail-5", asserted);

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.claims().toString()).doesNotContainIgnoringCase("example.test");
        assertThat(again.claims().path("emailverified").asBoolean(true)).isFalse();
        assertThat(read(id).getEmail()).isNull();
        assertThat(read(id).isEmailVerified()).isFalse();
        assertThat(read(id).getAttributes().get("tiledesk.email"))
                .isEqualTo(kept == null ? null : List.of(kept));
    }

    /** A JWT without e-mail leaves the account's, and that is the site's as before. */
    @Test
    void takesBackAnEmailThatTheSiteHasCeasedToAssert() {
        String id = signInTrusted("boss@example.test");
        signIn(CHANGING, "mail-5", null);
        assertThat(read(id).getEmail()).isEqualTo("boss@example.test");
        trust(false, "FORCE");

        signIn(CHANGING, "mail-5", null);

        assertThat(read(id).getEmail()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FORCE", "IMPORT"})
    void leavesTheEmailThatAnAdminHasSetInPlaceOfATrustedOne(String syncMode) {
        String id = signInTrusted("site@example.test");
        setEmail(CHANGING, id, "six@example.test");
        trust(false, syncMode);

        for (String asserted : BESIDE_SIX) {
            assertKeeps(CHANGING, id, signIn(CHANGING, "mail-5", asserted));
        }
    }

    /** What was the site's is the site's no more once an admin has entered it. */
    @Test
    void leavesTheEmailThatAnAdminHasSetAfterwards() {
        String id = signInTrusted("six@example.test");
        trust(false, "FORCE");
        signIn(CHANGING, "mail-5", "six@example.test");
        assertThat(read(id).getEmail()).isNull();
        setEmail(CHANGING, id, "six@example.test");

        assertKeeps(CHANGING, id, signIn(CHANGING, "mail-5", "six@example.test"));
    }

    private static String signInTrusted(String email) {
        new RealmUsers(CHANGING)
                .having("tiledesk.customer.id", "mail-5")
                .forEach(earlier -> new RealmUsers(CHANGING).get(earlier.getId()).remove());
        trust(true, "FORCE");
        return signIn(CHANGING, "mail-5", email).userId();
    }

    private static void trust(boolean trusted, String syncMode) {
        CustomerCalls customers = new CustomerCalls(CHANGING);
        customers.change(provider -> provider.setTrustEmail(trusted));
        customers.set(Map.of("syncMode", syncMode));
    }

    private static UserRepresentation read(String id) {
        return new RealmUsers(CHANGING).read(id);
    }

    /** A site that has never been trusted has no say in it, whatever it asserts and how often. */
    @ParameterizedTest
    @ValueSource(strings = {"", "site@example.test", "six@example.test"})
    void leavesTheEmailThatAnAdminHasSet(String first) {
        String customer = "mail-6-" + first;
        String id = signIn(DISTRUSTED, customer, first.isEmpty() ? null : first).userId();
        setEmail(DISTRUSTED, id, "six@example.test");
        try {
            for (String asserted : BESIDE_SIX) {
                assertKeeps(DISTRUSTED, id, signIn(DISTRUSTED, customer, asserted));
            }
        } finally {
            new RealmUsers(DISTRUSTED).get(id).remove();
        }
    }

    private static void assertKeeps(TestRealm realm, String id, Answer again) {
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        UserRepresentation user = new RealmUsers(realm).read(id);
        assertThat(user.getEmail()).isEqualTo("six@example.test");
        assertThat(user.isEmailVerified()).isTrue();
        assertThat(again.claims().path("email").asText()).isEqualTo("six@example.test");
    }

    /** What is only shown need not be the customer's alone; what becomes the account's must be. */
    @Test
    void refusesToTrustAnEmailThatHasBecomeAnotherUsers() {
        trust(false, "FORCE");
        String id = signIn(CHANGING, "mail-7", "seven@example.test").userId();
        new RealmUsers(CHANGING).createAgent("seven@example.test");
        trust(true, "FORCE");

        Answer again = signIn(CHANGING, "mail-7", "seven@example.test");

        assertThat(again.status()).as(again.text()).isEqualTo(409);
        assertThat(read(id).getEmail()).isNull();
    }

    private static void setEmail(TestRealm realm, String userId, String email) {
        new RealmUsers(realm)
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
        CustomToken token = Demo.customer().claim("_id", id).without("email");
        return new CustomerCalls(realm).signIn(email == null ? token : token.claim("email", email));
    }
}
