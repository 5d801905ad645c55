// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;

/** The keys of {@code keys.json}, by their names. */
final class TestKeys {

    private static final JsonNode KEYS = Resource.json("keys.json");

    private TestKeys() {}

    /** The text of a shared secret. */
    static String secret(String name) {
        return named(KEYS.path("secrets").path(name), name).textValue();
    }

    /** A key as JWK, with its private half where we have it. */
    static JsonNode jwk(String name) {
        for (JsonNode key : KEYS.path("keys")) {
            if (name.equals(key.path("kid").textValue())) {
                return key;
            }
        }
        throw new AssertionError("No key " + name);
    }

    /** What an HMAC is made with. */
    static byte[] symmetric(String name) {
        return KEYS.path("secrets").has(name)
                ? secret(name).getBytes(StandardCharsets.UTF_8)
                : bytes(jwk(name), "k");
    }

    /** What any other signature is made with. */
    static PrivateKey asymmetric(String name) throws GeneralSecurityException {
        JsonNode jwk = jwk(name);
        String type = jwk.path("kty").textValue();
        return switch (type) {
            case "RSA" ->
                    KeyFactory.getInstance(type)
                            .generatePrivate(
                                    new RSAPrivateCrtKeySpec(
                                            number(jwk, "n"),
                                            number(jwk, "e"),
                                            number(jwk, "d"),
                                            number(jwk, "p"),
                                            number(jwk, "q"),
                                            number(jwk, "dp"),
                                            number(jwk, "dq"),
                                            number(jwk, "qi")));
            case "EC" ->
                    KeyFactory.getInstance(type)
                            .generatePrivate(
                                    new ECPrivateKeySpec(
                                            number(jwk, "d"), curve(jwk.path("crv").textValue())));
            case "OKP" ->
                    KeyFactory.getInstance("EdDSA")
                            .generatePrivate(
                                    new EdECPrivateKeySpec(
                                            new NamedParameterSpec(jwk.path("crv").textValue()),
                                            bytes(jwk, "d")));
            default -> throw new AssertionError("No private key " + name);
        };
    }

    private static ECParameterSpec curve(String name) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp" + name.substring("P-".length()) + "r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, bytes(jwk, name));
    }

    private static byte[] bytes(JsonNode jwk, String name) {
        return Base64.getUrlDecoder().decode(named(jwk.path(name), name).textValue());
    }

    private static JsonNode named(JsonNode node, String name) {
        if (!node.isTextual()) {
            throw new AssertionError("No " + name);
        }
        return node;
    }
}
