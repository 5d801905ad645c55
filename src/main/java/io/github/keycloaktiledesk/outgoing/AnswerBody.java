// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.outgoing;

import java.io.IOException;
import org.apache.http.HttpEntity;

/** The body of an answer, of which only so much is read as any answer needs. */
public final class AnswerBody {

    private static final int LARGEST = 256 * 1024;

    private AnswerBody() {}

    /**
     * Reads a body.
     *
     * @param entity the body, which has no end perhaps
     * @param name what messages call it, for example {@code the JWKS}
     * @return all of it
     * @throws OutgoingException if it is larger than 256 KiB
     * @throws IOException if the connection fails
     */
    public static byte[] read(HttpEntity entity, String name) throws IOException {
        byte[] body = entity.getContent().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw new OutgoingException(name + " is larger than " + LARGEST + " bytes");
        }
        return body;
    }
}
