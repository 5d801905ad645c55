// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** The table {@code vectors.json}; its README says how it is read. */
public final class VectorTable {

    private static final JsonNode TABLE = Resource.json("vectors.json");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private VectorTable() {}

    /** The shared secret of the provider that most vectors are sent to. */
    public static String secret() {
        return TestKeys.secret(TABLE.get("settings").get("secrets").get(0).textValue());
    }

    /** All vectors. */
    public static List<Vector> all() {
        return StreamSupport.stream(TABLE.get("vectors").spliterator(), false)
                .map(VectorTable::vector)
                .toList();
    }

    private static Vector vector(JsonNode vector) {
        ObjectNode settings = TABLE.get("settings").deepCopy();
        JsonNode own = vector.path("settings");
        own.properties().forEach(setting -> settings.set(setting.getKey(), setting.getValue()));
        JsonNode token = vector.get("token");
        return new Vector(
                vector.get("id").textValue(),
                vector.get("title").textValue(),
                token(token),
                own.isEmpty(),
                Settings.verifier(settings),
                vector.path("now").asLong(TABLE.get("now").longValue()),
                Expected.of(vector.get("expected")));
    }

    private static String token(JsonNode token) {
        if (token.has("compact")) {
            return Pieces.text(token.get("compact"));
        }
        String input = encode(token.get("header")) + '.' + encode(token.get("payload"));
        return input
                + '.'
                + (token.has("signature")
                        ? Pieces.text(token.get("signature"))
                        : BASE64.encodeToString(
                                Signer.sign(
                                        token.get("algorithm").textValue(),
                                        token.get("key").textValue(),
                                        input)));
    }

    private static String encode(JsonNode part) {
        return BASE64.encodeToString(Pieces.bytes(part));
    }
}
