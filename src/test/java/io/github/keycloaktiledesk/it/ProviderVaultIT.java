// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.Providers.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.Vault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Shared secrets in a vault, and their rotation. */
@Tag("slow")
class ProviderVaultIT {

    private static final String OLD = "0ld5ec00-2345-4abc-8def-5ec688ed1341-";
    private static final String NEW = "4e35ec00-2345-4abc-8def-5ec688ed1341-";

    private static KeycloakServer server;
    private static TestRealm realm;
    private static Vault vault;
    private static Providers providers;

    @BeforeAll
    static void start() {
        server = KeycloakServer.start(Vault.OPTIONS);
        realm = TestRealm.createOn(server, rep -> {});
        vault = new Vault(server, realm);
        providers = new Providers(realm);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Ten projects; of every other one the present secret is in the vault as well. */
    @Test
    void areRotatedAtNoonWithoutARestart() {
        List<String> projects = IntStream.range(0, 10).mapToObj(i -> "project" + i).toList();
        Map<String, String> users = new HashMap<>();
        Map<String, IdentityProviderRepresentation> before = new HashMap<>();
        for (String project : projects) {
            vault.put(project, OLD + project);
            providers.add(project, settings(project, present(project, OLD)));
            before.put(project, providers.read(project));
            users.put(project, signIn(project, OLD + project).userId());
            assertThat(signIn(project, NEW + project).status()).isEqualTo(401);
        }

        for (String project : projects) {
            vault.put(project + "-previous", OLD + project);
            providers.set(
                    project, Map.of("previousSecret", Vault.reference(project + "-previous")));
            vault.put(project, NEW + project);
            providers.set(project, Map.of("clientSecret", present(project, NEW)));
        }
        for (String project : projects) {
            for (String secret : List.of(OLD, NEW)) {
                assertThat(signIn(project, secret + project).userId())
                        .isEqualTo(users.get(project));
                assertThat(signIn(project, secret + "another").status()).isEqualTo(401);
            }
            assertThat(providers.read(project).getConfig())
                    .containsEntry("previousSecret", "${vault." + project + "-previous}");
        }

        projects.forEach(this::endRotation);
        for (String project : projects) {
            assertThat(signIn(project, OLD + project).status()).isEqualTo(401);
            assertThat(signIn(project, NEW + project).userId()).isEqualTo(users.get(project));
            assertThat(providers.read(project))
                    .usingRecursiveComparison()
                    .isEqualTo(before.get(project));
        }
        assertThat(server.log()).doesNotContain(OLD, NEW);
    }

    private void endRotation(String project) {
        Map<String, String> none = new HashMap<>();
        none.put("previousSecret", null);
        providers.set(project, none);
    }

    private static String present(String project, String secret) {
        boolean inVault = Character.getNumericValue(project.charAt(project.length() - 1)) % 2 == 0;
        return inVault ? Vault.reference(project) : secret + project;
    }

    /** The vault's own content may end a rotation too. */
    @Test
    void areNotAcceptedOnceThePreviousOneIsGoneFromTheVault() {
        vault.put("gone-previous", OLD + "gone");
        providers.add(
                "gone",
                with(
                        settings("gone", NEW + "gone"),
                        Map.of("previousSecret", Vault.reference("gone-previous"))));
        assertThat(signIn("gone", OLD + "gone").status()).isEqualTo(200);

        vault.put("gone-previous", "");

        assertThat(signIn("gone", OLD + "gone").status()).isEqualTo(401);
        assertThat(signIn("gone", NEW + "gone").status()).isEqualTo(200);
    }

    @Test
    void areRefusedOnSaveIfTheVaultHoldsShortOnes() {
        vault.put("weak", "weak-secret");
        vault.put("strong", OLD);

        assertThat(providers.refusalToAdd(describe("weak", Vault.reference("weak"))))
                .contains("Client Secret is too short for HS256")
                .doesNotContain("weak-secret");
        assertThat(
                        providers.refusalToAdd(
                                Providers.describe(
                                        "weak",
                                        with(
                                                settings("weak", Vault.reference("strong")),
                                                Map.of(
                                                        "previousSecret",
                                                        Vault.reference("weak"))))))
                .contains("Previous secret is too short for HS256")
                .doesNotContain("weak-secret");
        assertThat(providers.aliases()).doesNotContain("weak");
    }

    @Test
    void areRefusedInUseIfTheVaultHoldsNoneOrShortOnes() {
        providers.add("later", settings("later", Vault.reference("later")));
        RealmEvents events = new RealmEvents(realm);

        events.clear();
        for (String guess : List.of(Vault.reference("later"), "x", Providers.MASK)) {
            assertThat(signIn("later", guess).status()).isEqualTo(401);
        }
        assertThat(events.refusals())
                .hasSize(3)
                .allSatisfy(
                        reason -> assertThat(reason).contains("Client Secret is not in the vault"));

        for (String weak :
                List.of("weak-secret", Providers.MASK, "only-31-bytes-of-shared-secret.")) {
            events.clear();
            vault.put("later", weak);
            assertThat(signIn("later", weak).status()).isEqualTo(401);
            assertThat(events.refusals())
                    .singleElement()
                    .asString()
                    .contains("Client Secret is too short for HS256")
                    .doesNotContain(weak);
        }

        vault.put("later", OLD);
        assertThat(signIn("later", OLD).status()).isEqualTo(200);

        // A weak previous secret is no back door beside a good one.
        vault.put("later-previous", "weak-secret");
        providers.plant("later", Map.of("previousSecret", Vault.reference("later-previous")));
        events.clear();
        assertThat(signIn("later", "weak-secret").status()).isEqualTo(401);
        assertThat(events.refusals())
                .singleElement()
                .asString()
                .contains("Previous secret is too short for HS256")
                .doesNotContain("weak-secret");
    }

    /** Only the console masks a secret; a reference to the vault is none. */
    @Test
    void areShownAsReferences() {
        vault.put("shown", OLD);
        providers.add("shown", settings("shown", Vault.reference("shown")));

        providers.change("shown", provider -> provider.setDisplayName("Shown"));

        assertThat(providers.read("shown").getConfig())
                .containsEntry("clientSecret", "${vault.shown}");
        assertThat(signIn("shown", OLD).status()).isEqualTo(200);
    }

    private static Answer signIn(String project, String secret) {
        return realm.calls()
                .customToken(
                        Demo.customer()
                                .claim("_id", project + "_1")
                                .claim("aud", "https://tiledesk.com/projects/" + project)
                                .sign(secret));
    }

    private static IdentityProviderRepresentation describe(String project, String secret) {
        return Providers.describe(project, settings(project, secret));
    }

    private static Map<String, String> settings(String project, String secret) {
        return Map.of("clientId", project, "clientSecret", secret);
    }
}
