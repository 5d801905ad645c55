// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Agents of an existing Tiledesk after the import that the documentation shows. The hashes are
 * bcrypt-nodejs 0.0.3's, which Tiledesk's server uses.
 */
@Tag("distribution")
class ImportedPasswordIT {

    private static final Path ACCOUNTS = Path.of("src/test/resources/agents/users.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ADA = "ada.gruber@example.com";
    private static final String ADAS = "Grüße, Ada € \uD834\uDD1E";
    private static final String BEA = "bea.long@example.com";
    private static final String BEAS_72_BYTES = "a".repeat(70);
    private static final String CARL = "carl.gone@example.com";
    private static final String DORA = "dora.google@example.com";
    private static final String EMIL = "emil.grant@example.com";
    private static final String EMILS = "secret-of-bea";
    static final String EMILS_HASH = "$2a$04$hU5/oaoUema2Hsg4lWh5u.WfOOOZ6gS.3KBrjVR9.4Y0fR4dyJ4tu";

    private static TestRealm realm;
    private static JsonNode outcome;

    @BeforeAll
    static void importThem() throws IOException {
        if (AgentImport.isSupported()) {
            realm = TestRealm.create(RealmParts::allowRapidSignIns);
            AgentImport accounts = AgentImport.of(Files.readString(ACCOUNTS));
            accounts.convert(realm.name(), "");
            outcome = JSON.readTree(accounts.load(realm));
        }
    }

    @AfterAll
    static void delete() {
        if (realm != null) {
            realm.close();
        }
    }

    @BeforeEach
    void needsJq() {
        assumeTrue(
                AgentImport.isSupported(),
                "The import of agents is not tested: no bash and jq in the PATH");
    }

    @Test
    void isToldWhatBecameOfEach() {
        assertThat(outcome.path("added").asInt()).as(outcome.toString()).isEqualTo(5);
        assertThat(outcome.path("skipped").asInt()).isEqualTo(1);
    }

    @Test
    void signsInWithTheOldPasswordAndIsHashedAnew() {
        assertThat(algorithm(ADA)).isEqualTo("bcrypt");
        refused(realm.calls().signin(ADA, "Grusse, Ada"));
        assertThat(algorithm(ADA)).isEqualTo("bcrypt");

        Answer first = realm.calls().signin("Ada.Gruber@Example.com", ADAS);

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.claims().path("_id").asText()).isEqualTo("5aaa99024c3b110014b478f0");
        assertThat(first.claims().path("firstname").asText()).isEqualTo("Zoë");
        assertThat(first.claims().path("lastname").asText()).isEqualTo("O'Neil-Грубер");
        assertThat(first.claims().path("email").asText()).isEqualTo(ADA);
        assertThat(algorithm(ADA)).isEqualTo("argon2");
        assertThat(realm.calls().signin(ADA, ADAS).status()).isEqualTo(200);
        refused(realm.calls().signin(ADA, "Grusse, Ada"));
    }

    /** 70 letters and a sign of three bytes, of which bcrypt has seen two. */
    @Test
    void looksAt72BytesAtTheFirstTimeOnly() {
        refused(realm.calls().signin(BEA, BEAS_72_BYTES));
        refused(realm.calls().signin(BEA, BEAS_72_BYTES + "ß"));
        String typed = BEAS_72_BYTES + "€ and so on";

        assertThat(realm.calls().signin(BEA, typed).status()).isEqualTo(200);

        assertThat(realm.calls().signin(BEA, typed).status()).isEqualTo(200);
        refused(realm.calls().signin(BEA, BEAS_72_BYTES + "€zz"));
    }

    @Test
    void makesNobodysEmailVerified() {
        assertThat(user(ADA).isEmailVerified()).isTrue();
        assertThat(user(BEA).isEmailVerified()).isFalse();
        assertThat(user(EMIL).isEmailVerified()).isFalse();
    }

    @Test
    void signsInAtKeycloakItself() {
        TokenEndpoint tokens = new TokenEndpoint(realm);
        Answer wrong = tokens.post(TokenEndpoint.passwordGrant(Demo.CLIENT, EMIL, "wrong"));
        assertThat(wrong.json().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(algorithm(EMIL)).isEqualTo("bcrypt");

        for (int i = 0; i < 2; i++) {
            assertThat(tokens.post(TokenEndpoint.passwordGrant(Demo.CLIENT, EMIL, EMILS)).status())
                    .isEqualTo(200);
            assertThat(algorithm(EMIL)).isEqualTo("argon2");
        }
    }

    @Test
    void signsInNobodyWhoMayNot() {
        assertThat(user(CARL).isEnabled()).isFalse();
        refused(realm.calls().signin(CARL, EMILS));
        assertThat(new RealmUsers(realm).get(user(DORA).getId()).credentials()).isEmpty();
        for (String password : List.of(" ", "null", "undefined")) {
            refused(realm.calls().signin(DORA, password));
        }
    }

    /** An account at Tiledesk with an administrator's e-mail. */
    @Test
    void leavesWhoExistsAlone() {
        assertThat(realm.calls().signin(Demo.AGENT, Demo.PASSWORD).status()).isEqualTo(200);
        refused(realm.calls().signin(Demo.AGENT, "andrea-at-tiledesk"));
        UserRepresentation andrea = user(Demo.AGENT);
        assertThat(andrea.getFirstName()).isEqualTo("Andrea");
        assertThat(andrea.getAttributes()).isNull();
    }

    @Test
    void givesTheDefaultRoles() {
        assertThat(new RealmUsers(realm).get(user(ADA).getId()).roles().realmLevel().listAll())
                .singleElement()
                .satisfies(role -> assertThat(role.getName()).startsWith("default-roles-"))
                .satisfies(role -> assertThat(role.isComposite()).isTrue());
    }

    @Test
    void refusesWhatIsNoHashThatItTakes() {
        List<String> stored =
                List.of(
                        EMILS_HASH.replace("$04$", "$31$"),
                        EMILS_HASH.replace("$04$", "$15$"),
                        EMILS_HASH.replace("$04$", "$03$"),
                        EMILS_HASH.replace("$2a$", "$2x$"),
                        EMILS_HASH.substring(1),
                        EMILS,
                        "");
        for (int i = 0; i < stored.size(); i++) {
            String email = "odd" + i + "@example.com";
            new RealmUsers(realm).createAgent(email, withHash(stored.get(i)));
            refused(realm.calls().signin(email, EMILS));
            assertThat(algorithm(email)).isEqualTo("bcrypt");
        }
        assertThat(KeycloakServer.get().log())
                .contains("no bcrypt hash with a cost from 4 to 14")
                .doesNotContain("hU5/oaoUema2Hsg4lWh5u");
    }

    @Test
    void countsWrongPasswordsAsUsual() {
        try (TestRealm protectedRealm =
                TestRealm.create(
                        it -> {
                            it.setBruteForceProtected(true);
                            it.setFailureFactor(3);
                            it.setQuickLoginCheckMilliSeconds(0L);
                        })) {
            String id = new RealmUsers(protectedRealm).createAgent(EMIL, withHash(EMILS_HASH));
            for (int i = 1; i <= 3; i++) {
                int failures = i;
                refused(protectedRealm.calls().signin(EMIL, "wrong"));
                Soon.isTrue(
                        Duration.ofSeconds(10),
                        "the failure is booked",
                        () -> failures(protectedRealm, id) == failures);
            }

            refused(protectedRealm.calls().signin(EMIL, EMILS));

            protectedRealm.admin().attackDetection().clearBruteForceForUser(id);
            assertThat(protectedRealm.calls().signin(EMIL, EMILS).status()).isEqualTo(200);
        }
    }

    /** Whoever chooses it as the realm's algorithm gets no new bcrypt hashes, and no errors. */
    @Test
    void makesNoNewHashes() {
        try (TestRealm bcrypt =
                TestRealm.create(
                        it -> {
                            RealmParts.allowRapidSignIns(it);
                            it.setPasswordPolicy("hashAlgorithm(bcrypt)");
                        })) {
            RealmUsers users = new RealmUsers(bcrypt);
            users.createAgent(EMIL, withHash(EMILS_HASH));
            users.createAgent("new@example.com");

            for (int i = 0; i < 2; i++) {
                assertThat(bcrypt.calls().signin(EMIL, EMILS).status()).isEqualTo(200);
                assertThat(bcrypt.calls().signin("new@example.com", Demo.PASSWORD).status())
                        .isEqualTo(200);
            }
            assertThat(algorithm(bcrypt, EMIL)).isEqualTo("argon2");
            assertThat(algorithm(bcrypt, "new@example.com")).isEqualTo("argon2");
            refused(bcrypt.calls().signin("unknown@example.com", EMILS));
        }
    }

    private static int failures(TestRealm of, String id) {
        Map<String, Object> status = of.admin().attackDetection().bruteForceUserStatus(id);
        return ((Number) status.get("numFailures")).intValue();
    }

    private static void refused(Answer answer) {
        assertThat(ErrorAnswer.check(answer, 401))
                .isEqualTo("Authentication failed. Wrong password.");
    }

    private static UserRepresentation user(String email) {
        RealmUsers users = new RealmUsers(realm);
        return users.read(users.idOf(email));
    }

    private static String algorithm(String email) {
        return algorithm(realm, email);
    }

    /** By which the one password is hashed. */
    private static String algorithm(TestRealm of, String email) {
        RealmUsers users = new RealmUsers(of);
        List<CredentialRepresentation> credentials = users.get(users.idOf(email)).credentials();
        assertThat(credentials).hasSize(1);
        try {
            return JSON.readTree(credentials.get(0).getCredentialData()).path("algorithm").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static Consumer<UserRepresentation> withHash(String hash) {
        CredentialRepresentation credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setCredentialData("{\"hashIterations\":4,\"algorithm\":\"bcrypt\"}");
        credential.setSecretData("{\"value\":\"" + hash + "\"}");
        return user -> user.setCredentials(List.of(credential));
    }
}
