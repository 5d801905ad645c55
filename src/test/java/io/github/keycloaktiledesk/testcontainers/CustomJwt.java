// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.testcontainers;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.JavaAlgorithm;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.MacSignatureSignerContext;
import org.keycloak.jose.jws.JWSBuilder;

/** Makes custom JWTs as a customer's site does. */
public final class CustomJwt {

    private CustomJwt() {}

    /**
     * Signs claims with a secret that project and site share, as HS256.
     *
     * @param claims such as {@link DemoRealm#customer}
     * @param secret the secret, such as {@link DemoRealm#SECRET}; its UTF-8 bytes are the key
     * @return the JWT, without a prefix
     */
    public static String sign(Map<String, ?> claims, String secret) {
        KeyWrapper key = new KeyWrapper();
        key.setAlgorithm(Algorithm.HS256);
        key.setSecretKey(
                new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), JavaAlgorithm.HS256));
        return new JWSBuilder()
                .type("JWT")
                .jsonContent(claims)
                .sign(new MacSignatureSignerContext(key));
    }
}
