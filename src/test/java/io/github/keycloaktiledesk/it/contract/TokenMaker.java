// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Makes the token of a case. */
final class TokenMaker {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** HMAC fills a key up with zeros, and Java takes no key of no bytes. */
    private static final String EMPTY_SECRET = "\0";

    private final ContractRealm realm;

    TokenMaker(ContractRealm realm) {
        this.realm = realm;
    }

    String make(ContractCase.Token token, Placeholders placeholders) {
        if (token.of() != null) {
            return signIn(token.of(), placeholders);
        }
        placeholders.bind("iat", Instant.now().getEpochSecond() - token.age());
        JsonNode claims = placeholders.fill(token.payload());
        placeholders.bind("claims", claims);
        CustomToken custom = new CustomToken().claims(Resources.JSON.convertValue(claims, OBJECT));
        token.header().properties().forEach(f -> custom.header(f.getKey(), f.getValue().asText()));
        return sign(custom, token.signedWith());
    }

    private String signIn(ContractCase.SignIn of, Placeholders placeholders) {
        Answer answer = realm.calls().post(of.path(), placeholders.fill(of.body()));
        if (of.user() != null
                && !placeholders.matches(of.user(), answer.json().path("user").path("_id"))) {
            throw new AssertionError("No id for " + of.user() + " in " + answer);
        }
        return answer.token();
    }

    private String sign(CustomToken token, String signedWith) {
        return switch (signedWith) {
            case "project jwtSecret" -> token.sign(Demo.SECRET);
            case "project jwtSecret, other claims" -> token.signed(signatureOf(Demo.customer()));
            case "jwtSecret of project2" -> token.sign(realm.secretOfProject2());
            case "empty secret" -> token.sign(EMPTY_SECRET);
            case "none" -> token.signed(new byte[0]);
            case "an RSA private key" -> token.signed(rsa(token.signingInput()));
            // Secrets that this realm does not know.
            case "another secret", "server secret", "subscription secret" ->
                    token.sign(UUID.randomUUID().toString());
            default -> throw new IllegalArgumentException("Unknown key: " + signedWith);
        };
    }

    private static byte[] signatureOf(CustomToken token) {
        String jwt = token.sign(Demo.SECRET);
        return Base64.getUrlDecoder().decode(jwt.substring(jwt.lastIndexOf('.') + 1));
    }

    private static byte[] rsa(String signingInput) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
            signature.update(signingInput.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
