// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.util.JsonSerialization;

class FingerprintTest {

    @Test
    void isTheSameInAnotherOrder() {
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", List.of(Map.of("d", 4, "c", 3), "x"));
        other.put("a", 1);
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", List.of("x", Map.of("c", 3, "d", 4)));
        assertThat(of(one)).isEqualTo(of(other)).hasSize(64);
    }

    @Test
    void isAnotherAfterAChange() {
        assertThat(of(Map.of("a", "1")))
                .isNotEqualTo(of(Map.of("a", "2")))
                .isNotEqualTo(of(Map.of("b", "1")))
                .isNotEqualTo(of(Map.of("a", "1", "b", "1")));
    }

    @Test
    void countsSomeFieldsOnly() {
        assertThat(Fingerprint.some(Map.of("a", 1, "b", 2), List.of("a", "c")).toString())
                .isEqualTo("{\"a\":1}");
    }

    private static String of(Object value) {
        return Fingerprint.of(JsonSerialization.mapper.valueToTree(value));
    }
}
