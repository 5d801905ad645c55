// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.text.FormTexts;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticatorConfigModel;

class TokenLifetimeTest {

    @Test
    void isThirtyDaysWhereNothingIsSet() {
        assertThat(TokenLifetime.seconds(null)).isEqualTo(2_592_000);
        assertThat(TokenLifetime.seconds(config(""))).isEqualTo(2_592_000);
    }

    @Test
    void isWhatIsSet() {
        assertThat(TokenLifetime.seconds(config(" 3600 "))).isEqualTo(3600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "30 days", "9999999999"})
    void isThirtyDaysWhereWhatIsSetIsNoLifetime(String text) {
        assertThat(TokenLifetime.seconds(config(text))).isEqualTo(2_592_000);
    }

    @Test
    void countsInSecondsByKeycloaksClock() {
        Time.setOffset(1000);
        try {
            assertThat(TokenLifetime.now())
                    .isBetween(
                            System.currentTimeMillis() / 1000 + 995,
                            System.currentTimeMillis() / 1000 + 1005);
        } finally {
            Time.setOffset(0);
        }
    }

    @Test
    void isAskedForInTheConsole() {
        assertThat(TokenLifetime.property(new FormTexts("guest")).isRequired()).isTrue();
    }

    private static AuthenticatorConfigModel config(String value) {
        AuthenticatorConfigModel model = new AuthenticatorConfigModel();
        model.setAlias("a step");
        model.setConfig(new HashMap<>(Map.of(TokenLifetime.SETTING.name(), value)));
        return model;
    }
}
