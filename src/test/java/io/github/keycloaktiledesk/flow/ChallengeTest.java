// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.Refusal;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

class ChallengeTest {

    @ParameterizedTest
    @EnumSource
    void leavesAStepOfOthersItsStatusAndItsTimeToComeBack(TiledeskCall call) {
        Response limit =
                Response.status(429)
                        .header("Retry-After", "7")
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(Map.of("slow", "down"))
                        .build();

        Refusal refusal = challenge(call).read(limit);

        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.retryAfter()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/problem+json", ""})
    void doesNotTakeEveryOtherTypeForAPage(String type) {
        Response.ResponseBuilder limit = Response.status(429).header("Retry-After", "7");
        if (!type.isEmpty()) {
            limit.type(type);
        }

        assertThat(challenge(TiledeskCall.SIGNIN).read(limit.build()).status()).isEqualTo(429);
    }

    @Test
    void tellsWhatAStepOfOthersSays() {
        Response forbidden =
                Response.status(403)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(new OAuth2ErrorRepresentation("access_denied", "Not from there"))
                        .build();

        assertThat(challenge(TiledeskCall.SIGNIN_ANONYMOUSLY).read(forbidden).message())
                .isEqualTo("Not from there");
    }

    @ParameterizedTest
    @EnumSource
    void passesNoPageOn(TiledeskCall call) {
        Response page = Response.ok("<html>", MediaType.TEXT_HTML_TYPE).build();

        Refusal refusal = challenge(call).read(page);

        assertThat(refusal.status()).isEqualTo(call == TiledeskCall.SIGNIN ? 401 : 403);
        assertThat(refusal.message()).isEqualTo("Interaction required");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhereNoBranchIsOn(TiledeskCall call) {
        var nobody = new AuthenticationFlowException(AuthenticationFlowError.UNKNOWN_USER);

        assertThat(challenge(call).read(nobody).status()).isEqualTo(403);
    }

    private static Challenge challenge(TiledeskCall call) {
        return new Challenge(call, new MultivaluedHashMap<>(), null);
    }
}
