// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.AccessToken;

class TiledeskClaimsTest {

    @ParameterizedTest
    @CsvSource({
        "'', https://tiledesk.com",
        "https://tiledesk.com, https://tiledesk.com",
        "account, https://tiledesk.com account",
        "account https://tiledesk.com, https://tiledesk.com account",
        "zulu http://a https://tiledesk.com account, https://tiledesk.com http://a account zulu",
        "zulu urn:x http://b http://a, https://tiledesk.com http://a http://b urn:x zulu",
        "urn:x account, https://tiledesk.com https://tiledesk.com/ account urn:x",
        "/projects/1, https://tiledesk.com https://tiledesk.com/ /projects/1",
        "account account, https://tiledesk.com account"
    })
    void putTheAudienceFirst(String before, String after) {
        AccessToken token = new AccessToken();
        token.audience(before.isEmpty() ? new String[0] : before.split(" "));

        TiledeskClaims.putAudienceFirst(token);
        TiledeskClaims.putAudienceFirst(token);

        assertThat(token.getAudience()).containsExactly(after.split(" "));
    }

    @Test
    void putTheAudienceIntoATokenWithoutAny() {
        AccessToken token = new AccessToken();
        assertThat(TiledeskClaims.isForTiledesk(token)).isFalse();

        TiledeskClaims.putAudienceFirst(token);

        assertThat(token.getAudience()).containsExactly("https://tiledesk.com");
        assertThat(TiledeskClaims.isForTiledesk(token)).isTrue();
    }
}
