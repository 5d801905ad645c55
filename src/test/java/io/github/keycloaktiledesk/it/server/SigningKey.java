// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.jose.jwk.JWKBuilder;
import org.keycloak.util.JsonSerialization;

/** The key pair with which a customer's own site signs. */
public final class SigningKey {

    /** All algorithms with a public key that a provider may allow. */
    public static final List<String> ALGORITHMS =
            List.of(
                    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
                    "EdDSA");

    private final String algorithm;
    private final String kid;
    private final KeyPair pair;

    private SigningKey(String algorithm, String kid, KeyPair pair) {
        this.algorithm = algorithm;
        this.kid = kid;
        this.pair = pair;
    }

    /** A new one, whose id is {@code kid}. */
    public static SigningKey generate(String algorithm, String kid) {
        AlgorithmParameterSpec spec =
                switch (algorithm) {
                    case "ES256" -> new ECGenParameterSpec("secp256r1");
                    case "ES384" -> new ECGenParameterSpec("secp384r1");
                    case "ES512" -> new ECGenParameterSpec("secp521r1");
                    case "EdDSA" -> NamedParameterSpec.ED25519;
                    default -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
                };
        return generate(algorithm, kid, spec);
    }

    /** A new one of this size or curve. */
    public static SigningKey generate(String algorithm, String kid, AlgorithmParameterSpec spec) {
        String type =
                switch (algorithm.substring(0, 2)) {
                    case "ES" -> "EC";
                    case "Ed" -> "EdDSA";
                    default -> "RSA";
                };
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            generator.initialize(spec);
            return new SigningKey(algorithm, kid, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same pair for another algorithm of its type. */
    public SigningKey with(String otherAlgorithm) {
        return new SigningKey(otherAlgorithm, kid, pair);
    }

    /** Signs a token and names this key in it. */
    public String sign(CustomToken token) {
        return signed(token.algorithm(algorithm).header("kid", kid));
    }

    /** Signs a token whose header says what it says. */
    public String signed(CustomToken token) {
        try {
            Signature signature = signature();
            signature.initSign(pair.getPrivate());
            signature.update(token.signingInput().getBytes(StandardCharsets.US_ASCII));
            return token.signed(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        String bits = algorithm.substring(2);
        switch (algorithm.substring(0, 2)) {
            case "RS":
                return Signature.getInstance("SHA" + bits + "withRSA");
            case "PS":
                Signature pss = Signature.getInstance("RSASSA-PSS");
                MGF1ParameterSpec mask = new MGF1ParameterSpec("SHA-" + bits);
                pss.setParameter(
                        new PSSParameterSpec(
                                "SHA-" + bits, "MGF1", mask, Integer.parseInt(bits) / 8, 1));
                return pss;
            case "ES":
                return Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            default:
                return Signature.getInstance("EdDSA");
        }
    }

    /** The public key, which everybody may know. */
    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The private key, which nobody may know. */
    public PrivateKey privateKey() {
        return pair.getPrivate();
    }

    /** The public key in PEM, without an id. */
    public String pem() {
        return Pem.of("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    /** The public key as a JWK, to be changed. */
    public Map<String, Object> jwk() {
        JWKBuilder builder = JWKBuilder.create().kid(kid).algorithm(algorithm);
        JWK jwk =
                switch (algorithm.substring(0, 2)) {
                    case "ES" -> builder.ec(pair.getPublic());
                    case "Ed" -> builder.okp(pair.getPublic());
                    default -> builder.rsa(pair.getPublic());
                };
        return JsonSerialization.mapper.convertValue(
                jwk, new TypeReference<HashMap<String, Object>>() {});
    }

    /** A JWKS of these keys. */
    public static String jwks(List<Map<String, Object>> keys) {
        return JsonSerialization.valueAsString(Map.of("keys", keys));
    }

    /** A JWKS of these keys. */
    public static String jwks(SigningKey... keys) {
        return jwks(List.of(keys).stream().map(SigningKey::jwk).toList());
    }
}
