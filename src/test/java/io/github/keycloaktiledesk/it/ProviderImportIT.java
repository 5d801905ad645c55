// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.TestRealm;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation.Policy;
import org.keycloak.representations.idm.RealmRepresentation;

/** Providers that come with a realm or are imported into one. */
class ProviderImportIT {

    private static final String SECRET = "5hared5e-2345-4abc-8def-5ec688ed1341";

    static Stream<Arguments> bad() {
        return Stream.of(
                imported(
                        "the mask of an export",
                        RealmParts.providerWith("clientSecret", Providers.MASK),
                        "enter the secret itself"),
                imported(
                        "a short secret",
                        RealmParts.providerWith("clientSecret", "short"),
                        "Client Secret is too short for HS256"),
                imported(
                        "a previous secret in clear text",
                        RealmParts.providerWith("previousSecret", SECRET),
                        "put the secret into the vault"),
                imported(
                        "both kinds of algorithms",
                        RealmParts.providerWith("allowedAlgorithms", "HS256##RS256"),
                        "not both"),
                imported(
                        "a life without end",
                        RealmParts.providerWith("maxLifetime", "0"),
                        "Maximum lifetime"),
                imported(
                        "two providers for a project",
                        rep -> RealmParts.addProvider(rep, "twin", Demo.PROJECT, SECRET),
                        "'acme' serves this project"));
    }

    /** Nothing of such a realm is there afterwards; the message names the provider. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void areRefusedWithTheirRealm(
            String what, Consumer<RealmRepresentation> changes, String expected) {
        int before = realms();

        String message = Providers.refusal(() -> TestRealm.create(changes).close());

        assertThat(message).contains(expected, "(identity provider '").doesNotContain(SECRET);
        assertThat(realms()).isEqualTo(before);
    }

    @Test
    void areRefusedByAPartialImportWhichChangesNothing() {
        try (TestRealm realm = TestRealm.create()) {
            Providers providers = new Providers(realm);
            List<IdentityProviderRepresentation> exported = export(realm);
            assertThat(exported)
                    .singleElement()
                    .satisfies(
                            provider ->
                                    assertThat(provider.getConfig())
                                            .containsEntry("clientSecret", Providers.MASK));
            IdentityProviderRepresentation before = providers.read(Demo.PROVIDER);

            assertThat(refusal(realm, exported, Policy.OVERWRITE))
                    .contains("enter the secret itself", "'acme'");
            IdentityProviderRepresentation weak =
                    Providers.describe("weak", Map.of("clientId", "weak", "clientSecret", "short"));
            assertThat(refusal(realm, List.of(weak), Policy.FAIL)).contains("too short", "'weak'");

            assertThat(providers.aliases()).containsExactly(Demo.PROVIDER);
            assertThat(providers.read(Demo.PROVIDER)).usingRecursiveComparison().isEqualTo(before);
            assertThat(new CustomerCalls(realm).signIn("c1").status()).isEqualTo(200);
            // What is there already is not read at all.
            importInto(realm, exported, Policy.SKIP);
            assertThat(new CustomerCalls(realm).signIn("c1").status()).isEqualTo(200);
        }
    }

    @Test
    void signInAgainOnceTheSecretIsEntered() {
        try (TestRealm realm = TestRealm.create()) {
            overwrite(realm);

            assertThat(new CustomerCalls(realm).signIn("c1").status()).isEqualTo(200);
        }
    }

    /** Keycloak keeps the customers' links, but makes the provider anew under another id. */
    @Test
    void keepTheCustomersOfTheProviderTheyOverwrite() {
        try (TestRealm realm = TestRealm.create()) {
            CustomerCalls customers = new CustomerCalls(realm);
            Answer before = customers.signIn("c1");
            overwrite(realm);

            // What the provider that is gone has vouched for, the new one has not yet.
            assertThat(realm.calls().customToken(before.token()).status()).isEqualTo(401);
            Seconds.awaitNext();
            Answer after = customers.signIn("c1");
            assertThat(after.status()).as(after.text()).isEqualTo(200);
            assertThat(after.userId()).isEqualTo(before.userId());
            assertThat(realm.calls().customToken(after.token()).status()).isEqualTo(200);
            assertThat(new OpenId(realm).isActive(after.token())).isTrue();
            // And it never vouches for it.
            assertThat(realm.calls().customToken(before.token()).status()).isEqualTo(401);
            assertThat(new OpenId(realm).isActive(before.token())).isFalse();
            assertThat(customers.signIn("c2").status()).isEqualTo(200);
        }
    }

    /** By the user name alone; without e-mail nothing would tell, with one it would be 409. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findTheCustomersOfTheProviderTheyOverwriteAlsoWithoutLinks(boolean trusted) {
        try (TestRealm realm =
                TestRealm.create(rep -> RealmParts.provider(rep).setTrustEmail(trusted))) {
            CustomToken customer =
                    Demo.customer().claim("_id", "c1").claim("email", "eva@example.test");
            CustomerCalls customers = new CustomerCalls(realm);
            String id = customers.signIn(customer).userId();
            overwrite(realm);
            assertThat(customers.signIn(customer).userId()).isEqualTo(id);

            new RealmUsers(realm).get(id).removeFederatedIdentity(Demo.PROVIDER);

            Answer again = customers.signIn(customer);
            assertThat(again.status()).as(again.text()).isEqualTo(200);
            assertThat(again.userId()).isEqualTo(id);
        }
    }

    /** An administrator has linked the user of the old provider while there is one of the new. */
    @Test
    void takeNoCustomerOverWhereThereIsOneAlready() {
        try (TestRealm realm = TestRealm.create()) {
            RealmUsers users = new RealmUsers(realm);
            CustomerCalls customers = new CustomerCalls(realm);
            String old = customers.signIn("c1").userId();
            overwrite(realm);
            users.get(old).removeFederatedIdentity(Demo.PROVIDER);
            String present = customers.signIn("c1").userId();
            assertThat(present).isNotEqualTo(old);
            users.get(present).removeFederatedIdentity(Demo.PROVIDER);
            customers.link(old, "c1");

            Answer answer = customers.signIn("c1");

            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(new RealmEvents(realm).refusals())
                    .containsExactly("user name is another user's");
        }
    }

    @Test
    void takeNoCustomersOverFromAnotherProject() {
        try (TestRealm realm = TestRealm.create()) {
            CustomerCalls customers = new CustomerCalls(realm);
            customers.signIn("c1");
            List<IdentityProviderRepresentation> exported = export(realm);
            exported.get(0).getConfig().putAll(Map.of("clientSecret", SECRET, "clientId", "other"));

            importInto(realm, exported, Policy.OVERWRITE);

            String token =
                    Demo.customer()
                            .claim("_id", "c1")
                            .claim("aud", "https://tiledesk.com/projects/other")
                            .sign(SECRET);
            assertThat(realm.calls().customToken(token).status()).isEqualTo(401);
        }
    }

    /** Public keys are no secret, so an export is all that there is to them. */
    @Test
    void withPublicKeysComeAsTheyAreExported() {
        SigningKey key = SigningKey.generate("ES256", "site");
        List<IdentityProviderRepresentation> exported;
        try (TestRealm realm =
                TestRealm.create(
                        RealmParts.providerWith("allowedAlgorithms", "ES256")
                                .andThen(RealmParts.providerWith("publicKeys", key.pem())))) {
            assertThat(realm.calls().customToken(key.sign(Demo.customer())).status())
                    .isEqualTo(200);
            exported = export(realm);
        }
        try (TestRealm realm = TestRealm.create(rep -> rep.setIdentityProviders(exported))) {
            assertThat(realm.calls().customToken(key.sign(Demo.customer())).status())
                    .isEqualTo(200);
            // The mask is not a secret that anybody could sign with later.
            Providers providers = new Providers(realm);
            assertThat(providers.read(Demo.PROVIDER).getConfig()).doesNotContainKey("clientSecret");
            assertThat(
                            providers.refusalToSet(
                                    Demo.PROVIDER,
                                    Map.of("allowedAlgorithms", "HS256", "publicKeys", "")))
                    .contains("Client Secret must be");
        }
    }

    /** With itself, which makes it anew under another internal id. */
    private static void overwrite(TestRealm realm) {
        List<IdentityProviderRepresentation> exported = export(realm);
        exported.get(0).getConfig().put("clientSecret", Demo.SECRET);
        importInto(realm, exported, Policy.OVERWRITE);
    }

    private static List<IdentityProviderRepresentation> export(TestRealm realm) {
        return realm.admin().partialExport(true, true).getIdentityProviders();
    }

    private static String refusal(
            TestRealm realm, List<IdentityProviderRepresentation> providers, Policy policy) {
        return Providers.refusal(() -> importInto(realm, providers, policy));
    }

    private static void importInto(
            TestRealm realm, List<IdentityProviderRepresentation> providers, Policy policy) {
        PartialImportRepresentation imported = new PartialImportRepresentation();
        imported.setIfResourceExists(policy.name());
        imported.setIdentityProviders(providers);
        Response response = realm.admin().partialImport(imported);
        if (response.getStatus() != 200) {
            throw new WebApplicationException(response);
        }
        response.close();
    }

    private static int realms() {
        return KeycloakServer.get().admin().realms().findAll().size();
    }

    private static Arguments imported(
            String what, Consumer<RealmRepresentation> changes, String expected) {
        return Arguments.of(what, changes, expected);
    }
}
