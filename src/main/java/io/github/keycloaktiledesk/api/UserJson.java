// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.user.TiledeskUser;
import io.github.keycloaktiledesk.user.UserKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

/** The field {@code user} of an answer, with its keys in the recorded order. */
final class UserJson {

    /** Milliseconds always, as JavaScript writes a date. */
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private UserJson() {}

    /**
     * A user as the sign-in call answers it.
     *
     * @param model a user of the realm
     * @return the object
     */
    static ObjectNode of(UserModel model) {
        TiledeskUser user = TiledeskUser.of(model);
        ObjectNode json = JsonSerialization.createObjectNode();
        json.put("_id", user.id());
        if (user.kind() == UserKind.AGENT) {
            put(json, "email", user.email());
        }
        put(json, "firstname", user.firstname());
        put(json, "lastname", user.lastname());
        if (user.kind() == UserKind.AGENT) {
            return json.put("emailverified", user.emailVerified());
        }
        put(json, "email", user.email());
        Optional.ofNullable(user.attributes())
                .ifPresent(attributes -> json.set("attributes", attributes));
        return user.kind() == UserKind.GUEST ? guest(json, user, model) : json;
    }

    /**
     * The fields after {@code fullName} are the documentation's; the recorded server gives none of
     * them.
     */
    private static ObjectNode guest(ObjectNode json, TiledeskUser user, UserModel model) {
        String created = ISO.format(Instant.ofEpochMilli(model.getCreatedTimestamp()));
        return json.put("id", user.id())
                .put("fullName", user.fullName())
                .put("emailverified", false)
                .put("createdAt", created)
                .put("updatedAt", created)
                .put("__v", 0);
    }

    /**
     * A user who comes back: the same, and what the recorded server adds from the token.
     *
     * @param model a user of the realm
     * @param token the token that is answered
     * @return the object
     */
    static ObjectNode returning(UserModel model, AccessToken token) {
        ObjectNode json = of(model);
        json.put("iat", token.getIat());
        String[] audience = token.getAudience();
        if (audience != null && audience.length == 1) {
            json.put("aud", audience[0]);
        } else {
            json.set("aud", JsonSerialization.mapper.valueToTree(audience));
        }
        return json.put("iss", token.getIssuer())
                .put("sub", token.getSubject())
                .put("jti", token.getId());
    }

    private static void put(ObjectNode json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
