// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.broker.assertion.AssertionRules;
import io.github.keycloaktiledesk.broker.assertion.AssertionVerifier;
import io.github.keycloaktiledesk.broker.assertion.VerificationKeys;
import io.github.keycloaktiledesk.broker.keys.PublicKeys;
import io.github.keycloaktiledesk.broker.keys.SharedSecrets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.common.crypto.CryptoIntegration;
import org.keycloak.crypto.KeyType;
import org.keycloak.crypto.KeyWrapper;

/** What a provider is set to, as the table writes it. */
final class Settings {

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // As a server does when it starts.
        CryptoIntegration.init(Settings.class.getClassLoader());
    }

    private Settings() {}

    static AssertionVerifier verifier(JsonNode settings) {
        return new AssertionVerifier(
                new AssertionRules(
                        set(settings, "algorithms"),
                        set(settings, "audiences"),
                        set(settings, "issuers"),
                        settings.get("idPrefix").textValue(),
                        settings.get("clockSkew").longValue(),
                        settings.get("maxLifetime").longValue(),
                        settings.get("expirationOptional").booleanValue(),
                        settings.get("singleUse").booleanValue()),
                keys(settings));
    }

    private static VerificationKeys keys(JsonNode settings) {
        List<JsonNode> keys = texts(settings, "keys").map(TestKeys::jwk).toList();
        if (keys.isEmpty()) {
            return new SharedSecrets(
                    texts(settings, "secrets").map(TestKeys::secret).toList(),
                    settings.get("legacySecret").booleanValue());
        }
        // No text has the bytes of the key that RFC 7515 signs its first example with.
        return "oct".equals(keys.get(0).path("kty").textValue())
                ? (algorithm, kid) -> List.of(oct(keys.get(0), algorithm))
                : PublicKeys.parse(publicKeys(keys));
    }

    private static KeyWrapper oct(JsonNode jwk, String algorithm) {
        KeyWrapper key = new KeyWrapper();
        key.setType(KeyType.OCT);
        key.setAlgorithm(algorithm);
        key.setSecretKey(
                new SecretKeySpec(TestKeys.symmetric(jwk.get("kid").textValue()), algorithm));
        return key;
    }

    private static String publicKeys(List<JsonNode> keys) {
        ObjectNode set = JSON.createObjectNode();
        keys.forEach(
                key ->
                        set.withArray("keys")
                                .add(
                                        ((ObjectNode) key.deepCopy())
                                                .remove(List.of("d", "p", "q", "dp", "dq", "qi"))));
        return set.toString();
    }

    private static Set<String> set(JsonNode settings, String name) {
        return Set.copyOf(texts(settings, name).toList());
    }

    private static Stream<String> texts(JsonNode settings, String name) {
        return StreamSupport.stream(settings.get(name).spliterator(), false)
                .map(JsonNode::textValue);
    }
}
