// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.broker.assertion.AssertionRules;
import io.github.keycloaktiledesk.broker.assertion.AssertionVerifier;
import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Pem;
import io.github.keycloaktiledesk.it.server.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.VerificationException;
import org.keycloak.common.crypto.CryptoIntegration;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.util.JsonSerialization;

class PublicKeysTest {

    private static final long NOW = 1_800_000_000L;
    private static final String AUDIENCE = "https://tiledesk.com/projects/p1";
    private static final SigningKey RSA = SigningKey.generate("RS256", "rsa");
    private static final SigningKey EC = SigningKey.generate("ES256", "ec");

    @BeforeAll
    static void cryptography() {
        CryptoIntegration.init(PublicKeysTest.class.getClassLoader());
    }

    static Stream<String> algorithms() {
        return SigningKey.ALGORITHMS.stream();
    }

    @Test
    void knowsTheAlgorithms() {
        assertThat(PublicKeys.algorithms()).containsExactlyElementsOf(SigningKey.ALGORITHMS);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void verifiesWithPemAndJwks(String algorithm) throws VerificationException {
        SigningKey key = SigningKey.generate(algorithm, "k1");

        for (String text : List.of(key.pem(), SigningKey.jwks(key), json(key.jwk()))) {
            PublicKeys keys = PublicKeys.parse(text);

            assertThat(keys.serves(algorithm)).isTrue();
            assertThat(verify(keys, algorithm, key.sign(customer()))).isEqualTo("c1");
            assertThatThrownBy(
                            () ->
                                    verify(
                                            keys,
                                            algorithm,
                                            SigningKey.generate(algorithm, "k1").sign(customer())))
                    .hasMessage("wrong signature");
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void servesOnlyAlgorithmsOfItsTypeAndCurve(String algorithm) {
        PublicKeys keys = PublicKeys.parse(SigningKey.generate(algorithm, "k1").pem());
        Set<String> served = new HashSet<>();
        for (String other : SigningKey.ALGORITHMS) {
            if (keys.serves(other)) {
                served.add(other);
            }
        }

        boolean rsa = algorithm.startsWith("RS") || algorithm.startsWith("PS");
        assertThat(served)
                .isEqualTo(
                        rsa
                                ? Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
                                : Set.of(algorithm));
        assertThat(Stream.of("HS256", "none", "", "rs256", "ES256K").filter(keys::serves))
                .isEmpty();
    }

    @Test
    void keepsAJwkToItsAlgorithm() {
        PublicKeys keys = PublicKeys.parse(SigningKey.jwks(RSA));

        assertThat(keys.serves("RS256")).isTrue();
        assertThat(keys.serves("RS384")).isFalse();
        assertThat(keys.serves("PS256")).isFalse();
    }

    @Test
    void verifiesEd448() throws VerificationException {
        SigningKey key = SigningKey.generate("EdDSA", "k1", NamedParameterSpec.ED448);

        for (String text : List.of(key.pem(), SigningKey.jwks(key))) {
            assertThat(verify(PublicKeys.parse(text), "EdDSA", key.sign(customer())))
                    .isEqualTo("c1");
        }
    }

    @Test
    void readsSeveralBlocksAndBlanks() {
        PublicKeys keys = PublicKeys.parse("\r\n" + RSA.pem() + "\r\n \n" + EC.pem() + "\n");

        assertThat(keys.keys()).hasSize(2);
        assertThat(keys.serves("RS512")).isTrue();
        assertThat(keys.serves("ES256")).isTrue();
    }

    @Test
    void findsTheKeyThatTheTokenNames() throws VerificationException {
        SigningKey other = SigningKey.generate("RS256", "other");
        PublicKeys keys = PublicKeys.parse(SigningKey.jwks(RSA, other, EC));

        assertThat(kids(keys.fitting("RS256", "other"))).containsExactly("other");
        assertThat(kids(keys.fitting("RS256", null))).containsExactly("rsa", "other");
        assertThatThrownBy(() -> keys.fitting("RS256", "ec")).hasMessage("no key with this kid");
        assertThatThrownBy(() -> keys.fitting("RS256", "")).hasMessage("no key with this kid");
        assertThatThrownBy(() -> keys.fitting("ES384", "ec"))
                .hasMessage("no key for this algorithm");
        assertThat(keys.names("RS256", "rsa")).isTrue();
        assertThat(keys.names("ES256", "rsa")).isFalse();
        assertThat(keys.names("RS256", null)).isFalse();
    }

    @Test
    void triesAKeyWithoutIdAfterTheOneThatIsNamed() throws VerificationException {
        Map<String, Object> nameless = SigningKey.generate("RS256", "x").jwk();
        nameless.remove("kid");
        PublicKeys keys = PublicKeys.parse(SigningKey.jwks(List.of(nameless, RSA.jwk())));

        assertThat(kids(keys.fitting("RS256", "rsa"))).containsExactly("rsa", null);
        assertThat(kids(keys.fitting("RS256", "unknown"))).containsExactly((String) null);
        assertThat(keys.names("RS256", "unknown")).isFalse();
        assertThat(keys.fits("RS256", "unknown")).isTrue();
        assertThat(keys.fits("ES256", "unknown")).isFalse();
    }

    @Test
    void triesAFewKeysOnly() throws VerificationException {
        List<Map<String, Object>> many =
                IntStream.range(0, 50)
                        .mapToObj(
                                i -> {
                                    Map<String, Object> jwk = EC.jwk();
                                    jwk.put("kid", "k" + i);
                                    return jwk;
                                })
                        .toList();

        assertThat(PublicKeys.parse(SigningKey.jwks(many)).fitting("ES256", null)).hasSize(8);
    }

    /** Of keys without ids, any more than a token is tried with would never be. */
    @Test
    void saysWhereTooManyKeysHaveNoId() {
        String eight = (EC.pem() + "\n").repeat(8);
        List<String> algorithms = List.of("RS256", "ES256");

        assertThat(PublicKeys.parse(eight).crowded(algorithms)).isEmpty();
        assertThat(PublicKeys.parse(eight + EC.pem()).crowded(algorithms)).containsExactly("ES256");
        assertThat(
                        PublicKeys.parse(SigningKey.jwks(Collections.nCopies(9, EC.jwk())))
                                .crowded(algorithms))
                .isEmpty();
    }

    /** Of which the key counts alone. */
    @Test
    void readsACertificate() throws IOException {
        try (InputStream seed =
                getClass()
                        .getResourceAsStream(
                                "PublicKeysFuzzTestInputs/areKeysOrRefused/pem-certificate")) {
            String pem = new String(seed.readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(PublicKeys.parse(pem).serves("ES256")).isTrue();
            assertThat(PublicKeys.parse(pem).serves("RS256")).isFalse();
        }
    }

    @Test
    void fitsNoOtherId() {
        PublicKeys keys = PublicKeys.parse(SigningKey.jwks(List.of(EC.jwk())));

        assertThat(keys.fits("ES256", "ec")).isTrue();
        assertThat(keys.fits("ES256", "another")).isFalse();
    }

    @Test
    void givesCopiesWithTheAlgorithm() throws VerificationException {
        PublicKeys keys = PublicKeys.parse(RSA.pem());

        keys.fitting("PS384", null).get(0).setKid("changed");

        KeyWrapper again = keys.fitting("PS384", null).get(0);
        assertThat(again.getKid()).isNull();
        assertThat(again.getAlgorithm()).isEqualTo("PS384");
        assertThat(keys.keys().get(0).getAlgorithm()).isNull();
    }

    static Stream<Arguments> bad() {
        SigningKey small =
                SigningKey.generate(
                        "RS256",
                        "small",
                        new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));
        SigningKey privateKey = SigningKey.generate("ES256", "private");
        String secret = "c2VjcmV0LW9mLXRoaXJ0eS10d28tYnl0ZXMtYXQtbGVhc3Q";
        return Stream.of(
                Arguments.of("", "no public key"),
                Arguments.of("{\"keys\":[]}", "no public key"),
                Arguments.of("{\"keys\":\"x\"}", "no public key"),
                Arguments.of("{\"keys\":[", "JSON that cannot be read"),
                Arguments.of("{\"keys\":[],\"keys\":[]}", "JSON that cannot be read"),
                Arguments.of("{}", "cannot be read"),
                Arguments.of("secret words", "neither PEM"),
                Arguments.of(RSA.pem() + "secret words", "neither PEM"),
                Arguments.of(RSA.pem().replace("END", "FIN"), "neither PEM"),
                Arguments.of(small.pem(), "2048"),
                Arguments.of(SigningKey.jwks(small), "2048"),
                Arguments.of(
                        Pem.of("PRIVATE KEY", privateKey.privateKey().getEncoded()), "private"),
                Arguments.of(
                        Pem.of("EC PRIVATE KEY", privateKey.privateKey().getEncoded()), "private"),
                Arguments.of(
                        RSA.pem() + Pem.of("PRIVATE KEY", privateKey.privateKey().getEncoded()),
                        "private"),
                Arguments.of(json(with(EC.jwk(), "d", secret)), "private"),
                Arguments.of(json(Map.of("kty", "oct", "k", secret)), "secret key"),
                Arguments.of(json(with(EC.jwk(), "x", "!")), "cannot be read"),
                Arguments.of(json(with(EC.jwk(), "kty", "XY")), "cannot be read"),
                Arguments.of(json(with(EC.jwk(), "crv", "P-255")), "cannot be read"),
                Arguments.of(SigningKey.jwks(List.of(EC.jwk(), Map.of())), "cannot be read"),
                Arguments.of(Pem.of("PUBLIC KEY", new byte[40]), "damaged"),
                Arguments.of(Pem.of("CERTIFICATE", new byte[40]), "certificate"),
                Arguments.of(
                        "-----BEGIN PUBLIC KEY-----\nge!heim\n-----END PUBLIC KEY-----", "Base64"),
                Arguments.of(Pem.of("RSA PUBLIC KEY", new byte[40]), "BEGIN PUBLIC KEY"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrongAndRepeatsNothing(String text, String message) {
        assertThatThrownBy(() -> PublicKeys.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("secret words", "c2VjcmV0", "ge!heim", "MII");
    }

    @Test
    void refusesKeysThatSignNothing() {
        assertThatThrownBy(() -> PublicKeys.parse(Pem.of("PUBLIC KEY", x25519())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PublicKeyKind.wrap(null)).hasMessageContaining("RSA, EC or Ed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enc", "other", ""})
    void leavesOutKeysForSomethingElse(String use) {
        List<Map<String, Object>> keys =
                List.of(with(RSA.jwk(), "use", use), with(EC.jwk(), "key_ops", List.of("encrypt")));

        assertThatThrownBy(() -> PublicKeys.parse(SigningKey.jwks(keys)))
                .hasMessageContaining("no public key");
    }

    @Test
    void takesKeysThatMayVerifyAmongOtherThings() {
        Map<String, Object> plain = RSA.jwk();
        List.of("use", "alg", "kid").forEach(plain::remove);

        assertThat(PublicKeys.parse(json(plain)).serves("PS512")).isTrue();
        assertThat(
                        PublicKeys.parse(json(with(plain, "key_ops", List.of("wrapKey", "verify"))))
                                .serves("PS512"))
                .isTrue();
        assertThat(PublicKeys.parse(json(with(RSA.jwk(), "alg", "RSA-OAEP"))).serves("RS256"))
                .isFalse();
    }

    @Test
    void leavesBrokenKeysOutOfWhatASitePublishes() throws Exception {
        List<Map<String, Object>> keys = new ArrayList<>();
        keys.add(Map.of("kty", "oct", "k", "c2VjcmV0"));
        keys.add(with(EC.jwk(), "d", "c2VjcmV0"));
        keys.add(with(EC.jwk(), "x", 7));
        keys.add(Map.of());
        keys.add(RSA.jwk());

        assertThat(kids(JwksReader.fetched(SigningKey.jwks(keys).getBytes(StandardCharsets.UTF_8))))
                .containsExactly("rsa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "7", "{}", "{\"keys\":{}}", "{\"keys\":[]} x"})
    void knowsThatSomethingIsNoJwks(String text) {
        assertThatThrownBy(() -> JwksReader.fetched(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    private static byte[] x25519() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic().getEncoded();
    }

    private static List<String> kids(List<KeyWrapper> keys) {
        return keys.stream().map(KeyWrapper::getKid).toList();
    }

    private static Map<String, Object> with(Map<String, Object> jwk, String name, Object value) {
        jwk.put(name, value);
        return jwk;
    }

    private static String json(Map<String, Object> jwk) {
        return JsonSerialization.valueAsString(jwk);
    }

    private static CustomToken customer() {
        return new CustomToken()
                .claim("_id", "c1")
                .claim("aud", AUDIENCE)
                .claim("iat", NOW)
                .claim("exp", NOW + 60);
    }

    private static String verify(PublicKeys keys, String algorithm, String token)
            throws VerificationException {
        AssertionRules rules =
                new AssertionRules(
                        Set.of(algorithm), Set.of(AUDIENCE), Set.of(), "", 0, 3600, false, false);
        return new AssertionVerifier(rules, keys)
                .verify(UnverifiedToken.parse(token).orElseThrow(), NOW)
                .customer()
                .id();
    }
}
