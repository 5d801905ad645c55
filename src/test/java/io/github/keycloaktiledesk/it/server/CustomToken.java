// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A JWT as a customer's own site makes it: any header, any claims, any signature. */
public final class CustomToken {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private String rawHeader;
    private String payload;

    /** An HS256 token without claims. */
    public CustomToken() {
        header("alg", "HS256");
        header("typ", "JWT");
    }

    /** Sets a field of the header. */
    public CustomToken header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    /** Sets the header's {@code alg}: HS256, HS384 or HS512, if {@link #sign} is to sign it. */
    public CustomToken algorithm(String name) {
        return header("alg", name);
    }

    /** Sets a claim. */
    public CustomToken claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    /** Sets these claims. */
    public CustomToken claims(Map<String, ?> values) {
        claims.putAll(values);
        return this;
    }

    /** Removes a claim. */
    public CustomToken without(String claim) {
        claims.remove(claim);
        return this;
    }

    /** Sends this text instead of the header, even if it is no proper JSON. */
    public CustomToken rawHeader(String text) {
        rawHeader = text;
        return this;
    }

    /** Sends this text instead of the claims, even if it is no proper JSON. */
    public CustomToken payload(String text) {
        payload = text;
        return this;
    }

    /** The token, signed with the secret's UTF-8 bytes by the header's algorithm. */
    public String sign(String secret) {
        LogSearch.SECRETS.addField("client_secret", secret);
        String algorithm = String.valueOf(header.get("alg")).replace("HS", "HmacSHA");
        return signed(mac(algorithm, secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** The token, signed as HS256 with this key, whatever its header says. */
    public String signHs256(byte[] key) {
        LogSearch.SECRETS.addField("client_secret", new String(key, StandardCharsets.UTF_8));
        return signed(mac("HmacSHA256", key));
    }

    /** The token with this signature, whatever its header says. */
    public String signed(byte[] signature) {
        String token = signingInput() + "." + BASE64.encodeToString(signature);
        LogSearch.SECRETS.addTokens(token);
        return token;
    }

    /** What is signed, for signatures made elsewhere. */
    public String signingInput() {
        return part(rawHeader, header) + "." + part(payload, claims);
    }

    private byte[] mac(String algorithm, byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(signingInput().getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String part(String text, Map<String, Object> fields) {
        return text == null
                ? encode(fields)
                : BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(Map<String, Object> part) {
        try {
            return BASE64.encodeToString(JSON.writeValueAsBytes(part));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
