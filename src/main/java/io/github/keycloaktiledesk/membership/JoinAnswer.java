// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.outgoing.AnswerBody;
import io.github.keycloaktiledesk.outgoing.OutgoingException;
import io.github.keycloaktiledesk.text.StrictJson;
import java.io.IOException;
import org.apache.http.HttpEntity;

/** The body of an answer 200 to a {@link JoinRequest}. */
final class JoinAnswer {

    private JoinAnswer() {}

    /**
     * Checks that it is Tiledesk's, and no other page of some web server.
     *
     * @param entity the body, or null
     * @throws OutgoingException if it does not say {@code "success":true}
     * @throws IOException if the connection fails
     */
    static void check(HttpEntity entity) throws IOException {
        byte[] body =
                entity == null ? new byte[0] : AnswerBody.read(entity, "the answer of Tiledesk");
        JsonNode success = parse(body).path("success");
        if (!success.isBoolean() || !success.booleanValue()) {
            throw new OutgoingException("the answer of Tiledesk reports no success");
        }
    }

    private static JsonNode parse(byte[] body) throws OutgoingException {
        try {
            return StrictJson.read(body);
        } catch (IOException e) {
            throw new OutgoingException("the answer of Tiledesk is no JSON");
        }
    }
}
