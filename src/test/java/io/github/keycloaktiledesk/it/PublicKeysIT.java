// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.JwksProject;
import io.github.keycloaktiledesk.it.server.JwksServer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.RealmRepresentation;

/** Sites that sign with a key of their own, of which the provider has the public half only. */
class PublicKeysIT {

    private static final Map<String, SigningKey> KEYS = new TreeMap<>();
    private static TestRealm realm;
    private static JwksServer site;

    @BeforeAll
    static void start() {
        SigningKey.ALGORITHMS.forEach(
                algorithm -> KEYS.put(algorithm, SigningKey.generate(algorithm, "k-" + algorithm)));
        site = JwksServer.start();
        site.publish(KEYS.values().toArray(SigningKey[]::new));
        realm = TestRealm.create(PublicKeysIT::addProviders);
    }

    @AfterAll
    static void stop() {
        realm.close();
        site.close();
    }

    private static void addProviders(RealmRepresentation rep) {
        KEYS.forEach(
                (algorithm, key) -> {
                    add(rep, "pem", algorithm, Map.of("publicKeys", key.pem()));
                    add(rep, "jwks", algorithm, Map.of("publicKeys", SigningKey.jwks(key)));
                    add(
                            rep,
                            "url",
                            algorithm,
                            Map.of(
                                    "jwksUrl",
                                    site.url(KeycloakServer.get()),
                                    "allowPrivateAddresses",
                                    "true"));
                });
    }

    private static void add(
            RealmRepresentation rep, String source, String algorithm, Map<String, String> config) {
        RealmParts.addKeyProvider(rep, source + algorithm, algorithm, config);
    }

    static Stream<String> projects() {
        return SigningKey.ALGORITHMS.stream()
                .flatMap(algorithm -> Stream.of("pem", "jwks", "url").map(s -> s + algorithm));
    }

    @ParameterizedTest
    @MethodSource("projects")
    void signsInWhomTheSitesKeyVouchesFor(String project) {
        SigningKey key = KEYS.get(algorithm(project));

        Answer answer = send(key.sign(customer(project)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("user").path("_id").asText()).isEqualTo(project + "_1");
    }

    @ParameterizedTest
    @MethodSource("projects")
    void refusesAnotherKeyUnderTheSameId(String project) {
        String algorithm = algorithm(project);
        SigningKey forged = SigningKey.generate(algorithm, "k-" + algorithm);

        assertRefused(send(forged.sign(customer(project))), "wrong signature");
    }

    @ParameterizedTest
    @MethodSource("projects")
    void refusesAnotherAlgorithm(String project) {
        String algorithm = algorithm(project);
        String other = algorithm.equals("RS256") ? "PS256" : "RS256";

        assertRefused(send(KEYS.get(other).sign(customer(project))), "algorithm not allowed");
    }

    /** The public key, which everybody knows, as if it were a shared secret. */
    @Test
    void refusesThePublicKeyAsASecret() {
        for (String project : projects().toList()) {
            SigningKey key = KEYS.get(algorithm(project));
            for (byte[] secret :
                    new byte[][] {
                        key.pem().getBytes(StandardCharsets.US_ASCII),
                        key.pem().strip().getBytes(StandardCharsets.US_ASCII),
                        key.publicKey().getEncoded()
                    }) {
                assertRefused(
                        send(customer(project).algorithm("HS256").signHs256(secret)),
                        "algorithm not allowed");
                assertRefused(
                        send(customer(project).algorithm(algorithm(project)).signHs256(secret)),
                        "wrong signature");
            }
        }
    }

    @Test
    void refusesTheKeyOfAnotherProject() {
        SigningKey other = KEYS.get("ES256");
        try (TestRealm two =
                TestRealm.create(
                        rep -> {
                            add(rep, "own", "ES256", Map.of("publicKeys", other.pem()));
                            add(
                                    rep,
                                    "other",
                                    "ES256",
                                    Map.of(
                                            "publicKeys",
                                            SigningKey.generate("ES256", "k-ES256").pem()));
                        })) {
            assertThat(two.calls().customToken(other.sign(customer("ownES256"))).status())
                    .isEqualTo(200);
            assertThat(two.calls().customToken(other.sign(customer("otherES256"))).status())
                    .isEqualTo(401);
            assertThat(two.calls().customToken(customer("ownES256").sign(Demo.SECRET)).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void takesATokenThatNamesNoKey() {
        for (String source : new String[] {"pem", "jwks", "url"}) {
            CustomToken token = customer(source + "ES384").algorithm("ES384");

            assertThat(send(KEYS.get("ES384").signed(token)).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesATokenThatNamesAnotherKey() {
        String token = SigningKey.generate("RS256", "k-PS256").sign(customer("jwksRS256"));

        assertRefused(send(token), "no key with this kid");
    }

    private static String algorithm(String project) {
        return project.replaceFirst("^(pem|jwks|url)", "");
    }

    private static CustomToken customer(String project) {
        return new JwksProject(project).customer();
    }

    private static Answer send(String token) {
        return realm.calls().customToken(token);
    }

    private static void assertRefused(Answer answer, String reason) {
        ErrorAnswer.assertRefused(answer);
        assertThat(new RealmEvents(realm).refusals().get(0)).isEqualTo(reason);
    }
}
