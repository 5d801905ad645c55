// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rule for the token of every sign-in: the realm's own, it ends, and it names the user. */
final class RealmToken {

    private RealmToken() {}

    static List<String> errors(Answer answer, String issuer) {
        List<String> errors = new ArrayList<>();
        if (answer.status() != 200) {
            return errors;
        }
        JsonNode claims = answer.claims();
        if (!issuer.equals(claims.path("iss").asText())) {
            errors.add("token of another issuer");
        }
        if (claims.path("exp").asLong() <= Instant.now().getEpochSecond()) {
            errors.add("token without an end, or ended");
        }
        if (!claims.path("_id").equals(answer.json().path("user").path("_id"))) {
            errors.add("token of another user: " + claims.path("_id"));
        }
        if (!"https://tiledesk.com".equals(firstAudience(claims.path("aud")))) {
            errors.add("token for another audience: " + claims.path("aud"));
        }
        return errors;
    }

    private static String firstAudience(JsonNode aud) {
        return aud.isArray() ? aud.path(0).asText() : aud.asText();
    }
}
