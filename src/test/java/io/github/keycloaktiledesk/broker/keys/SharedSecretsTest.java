// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the table of vectors does not say. */
class SharedSecretsTest {

    @Test
    void knowTheAlgorithms() {
        assertThat(SharedSecrets.algorithms()).containsExactly("HS256", "HS384", "HS512");
    }

    @Test
    void areAsLongAsTheHashUnlessTheyAreOld() {
        assertThat(SharedSecrets.shortest("HS512", false)).isEqualTo(64);
        assertThat(SharedSecrets.shortest("HS512", true)).isEqualTo(32);
    }
}
