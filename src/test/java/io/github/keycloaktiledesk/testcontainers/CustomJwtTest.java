// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomJwtTest {

    private static final Map<String, Object> CLAIMS = DemoRealm.customer("42");

    @Test
    void isSignedAsAnotherLibraryReadsIt() throws ParseException, JOSEException {
        SignedJWT jwt = SignedJWT.parse(CustomJwt.sign(CLAIMS, DemoRealm.SECRET));

        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
        assertThat(jwt.getHeader().getType()).isEqualTo(JOSEObjectType.JWT);
        assertThat(jwt.verify(new MACVerifier(DemoRealm.SECRET))).isTrue();
        assertThat(jwt.getPayload().toJSONObject()).isEqualTo(CLAIMS);
    }

    @Test
    void isNotSignedWithAnotherSecret() throws ParseException, JOSEException {
        SignedJWT jwt = SignedJWT.parse(CustomJwt.sign(CLAIMS, DemoRealm.SECRET + "x"));

        assertThat(jwt.verify(new MACVerifier(DemoRealm.SECRET))).isFalse();
    }
}
