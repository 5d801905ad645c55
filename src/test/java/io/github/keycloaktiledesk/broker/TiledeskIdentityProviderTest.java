// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.VerificationException;

class TiledeskIdentityProviderTest {

    /** Vault and keys cost something, and anybody can name a project. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"alg\":\"none\"}",
                "{\"alg\":\"HS256\"}",
                "{\"alg\":\"RS256\",\"crit\":[\"x\"]}",
                "{\"alg\":\"RS256\",\"kid\":1}"
            })
    void looksForNoKeysBeforeItHasReadTheHeader(String header) {
        assertThatThrownBy(() -> verify(header))
                .isInstanceOf(VerificationException.class)
                .message()
                .doesNotContain("settings");
    }

    @Test
    void saysWhatIsWrongWithTheKeys() {
        assertThatThrownBy(() -> verify("{\"alg\":\"RS256\"}"))
                .isInstanceOf(VerificationException.class)
                .hasMessageStartingWith("the provider's settings: ");
    }

    /** With keys that cannot be read. */
    private static void verify(String header) throws VerificationException {
        TiledeskIdentityProviderConfig config = new TiledeskIdentityProviderConfig();
        config.setConfig(
                Map.of("clientId", "p1", "allowedAlgorithms", "RS256", "publicKeys", "no key"));
        String token = encode(header) + '.' + encode("{}") + '.' + encode("signature");
        new TiledeskIdentityProvider(null, config)
                .verify(UnverifiedToken.parse(token).orElseThrow());
    }

    private static String encode(String part) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(part.getBytes(StandardCharsets.UTF_8));
    }
}
