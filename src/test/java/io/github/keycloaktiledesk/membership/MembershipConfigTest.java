// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.AuthenticatorConfigModel;

class MembershipConfigTest {

    @ParameterizedTest
    @CsvSource({"250,250", "1,100", "999999999,10000", "2 s,2000", "-1,2000", "'',2000"})
    void keepsTheTimeLimitWithinBounds(String text, long millis) {
        assertThat(of(Map.of("timeLimit", text)).timeLimit()).hasMillis(millis);
    }

    @Test
    void continuesWithoutHttpWhereNothingIsSet() {
        assertThat(MembershipConfig.of(null)).isEqualTo(of(Map.of()));
        assertThat(of(Map.of()).refusing()).isFalse();
        assertThat(of(Map.of()).httpAllowed()).isFalse();
        assertThat(of(Map.of("onFailure", "refuse")).refusing()).isTrue();
    }

    private static MembershipConfig of(Map<String, String> settings) {
        AuthenticatorConfigModel model = new AuthenticatorConfigModel();
        model.setConfig(settings);
        return MembershipConfig.of(model);
    }
}
