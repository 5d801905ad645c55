// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.outgoing.OutgoingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiledeskAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://tiledesk.test, https://tiledesk.test/auth/signinWithCustomToken",
        "HTTPS://tiledesk.test:3000/, HTTPS://tiledesk.test:3000/auth/signinWithCustomToken",
        "http://10.0.0.1/v3//, http://10.0.0.1/v3/auth/signinWithCustomToken"
    })
    void isWhereTheBaseUrlSays(String url, String call) throws OutgoingException {
        TiledeskAddress address = TiledeskAddress.of(url, true);

        assertThat(address.signInWithCustomToken()).hasToString(call);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiledesk.test",
                "ftp://tiledesk.test",
                "https:///path",
                "https://user:secret@tiledesk.test",
                "https://tiledesk.test/?a=b",
                "https://tiledesk.test/#a",
                "https://tiledesk.test/a b",
                "https://tiledesk.test:0/",
                "https://tiledesk.test:65536/"
            })
    void isNotWhatNoServerIs(String url) {
        assertThatThrownBy(() -> TiledeskAddress.of(url, true))
                .isInstanceOf(OutgoingException.class)
                .hasMessageStartingWith("the base URL is no address")
                .hasMessageNotContaining("secret");
    }

    @Test
    void needsTlsUnlessTheAdminSaysOtherwise() {
        assertThatThrownBy(() -> TiledeskAddress.of("http://tiledesk.test", false))
                .hasMessage("the base URL is an http address, which is not allowed");
        assertThatThrownBy(() -> TiledeskAddress.of("", false)).hasMessage("no base URL is set");
    }
}
