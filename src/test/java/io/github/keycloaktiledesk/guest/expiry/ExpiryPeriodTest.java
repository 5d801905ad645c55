// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryPeriodTest {

    private static final Duration TEN_DAYS = Duration.ofDays(10);

    @Test
    void isTheLongestOfTheSteps() {
        assertThat(period(30, 90, 60).length()).contains(Duration.ofDays(90));
        assertThat(period(30).isTooShort()).isFalse();
        assertThat(period(10).isTooShort()).isFalse();
    }

    @Test
    void isForEverWhereOneStepOrNoneSaysSo() {
        assertThat(period(0).length()).isEmpty();
        assertThat(period(30, 0).length()).isEmpty();
        assertThat(period().length()).isEmpty();
        assertThat(period(0).isTooShort()).isFalse();
    }

    @Test
    void isNeverShorterThanATokenLasts() {
        assertThat(period(9).length()).contains(TEN_DAYS);
        assertThat(period(9).isTooShort()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "1.5", "a month", "9999999999"})
    void isThirtyDaysWhereNothingUsableIsSet(String text) {
        assertThat(ExpiryConfig.of(Map.of("expiryDays", text))).isEqualTo(new ExpiryConfig(30));
        assertThat(ExpiryConfig.of(Map.of())).isEqualTo(new ExpiryConfig(30));
    }

    @Test
    void isWhatIsSet() {
        assertThat(ExpiryConfig.of(Map.of("expiryDays", " 45 ")).days()).isEqualTo(45);
        assertThat(ExpiryConfig.of(Map.of("expiryDays", "0")).days()).isZero();
    }

    private static ExpiryPeriod period(int... days) {
        List<ExpiryConfig> steps = IntStream.of(days).mapToObj(ExpiryConfig::new).toList();
        return ExpiryPeriod.of(steps, TEN_DAYS);
    }
}
