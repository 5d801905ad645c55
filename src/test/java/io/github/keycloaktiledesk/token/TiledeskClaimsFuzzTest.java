// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.fuzz.CountedInputs;
import io.github.keycloaktiledesk.fuzz.Inputs;
import io.github.keycloaktiledesk.text.StrictJson;
import io.github.keycloaktiledesk.user.CustomAttributes;
import io.github.keycloaktiledesk.user.LastSeen;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserInMemory;
import io.github.keycloaktiledesk.user.UserKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

/** Whatever is stored of a user, and whatever other mappers have put into a token. */
class TiledeskClaimsFuzzTest extends CountedInputs {

    private static final String ID = "11111111-2222-3333-4444-555555555555";

    /** What an access token has fields for (RFC 7519, OpenID Connect Core 1.0, Keycloak's own). */
    private static final Set<String> FIELDS = fields();

    private static final int MAX_ATTRIBUTES = 16 * 1024;

    private static Set<String> fields() {
        JavaType type = JsonSerialization.mapper.constructType(AccessToken.class);
        return JsonSerialization.mapper
                .getSerializationConfig()
                .introspect(type)
                .findProperties()
                .stream()
                .map(BeanPropertyDefinition::getName)
                .collect(Collectors.toSet());
    }

    /**
     * In a line each: the kind of user (a, g or c) and whether its e-mail is verified (v); e-mail;
     * first name; {@code _id}; what the site says of it; what it has typed as a guest; when it was
     * seen; audiences. Then the claims of other mappers.
     */
    @FuzzTest
    void sayWhatIsProven(byte[] input) throws IOException {
        countInput();
        Inputs.Lines lines = Inputs.lines(input, 8);
        UserInMemory user = user(lines);
        AccessToken token = new AccessToken();
        token.subject(ID);
        token.audience(lines.text(7).split(" "));
        claims(lines.restAsText())
                .properties()
                .forEach(claim -> token.getOtherClaims().put(claim.getKey(), claim.getValue()));

        TiledeskClaims claims = new TiledeskClaims(user);
        claims.write(token, true);
        TiledeskClaims.putAudienceFirst(token);

        String once = JsonSerialization.writeValueAsString(token);
        assertSays(user, StrictJson.read(once));
        claims.write(token, true);
        TiledeskClaims.putAudienceFirst(token);
        assertThat(JsonSerialization.writeValueAsString(token)).isEqualTo(once);
        assertTimes(lines.text(6));
        assertHandsOver(user);
    }

    private static UserInMemory user(Inputs.Lines lines) {
        UserInMemory user = new UserInMemory(ID);
        user.setUsername("user");
        user.setEmail(orNull(lines.text(1)));
        user.setEmailVerified(lines.text(0).endsWith("v"));
        user.setFirstName(orNull(lines.text(2)));
        user.setSingleAttribute(UserAttributes.GUEST_FIRSTNAME, orNull(lines.text(2)));
        user.setSingleAttribute(UserAttributes.GUEST_EMAIL, orNull(lines.text(1)));
        user.setSingleAttribute(UserAttributes.CUSTOMER_ID, lines.text(3));
        user.setSingleAttribute(UserAttributes.ID, orNull(lines.text(3)));
        user.setSingleAttribute(UserAttributes.ATTRIBUTES, orNull(lines.text(4)));
        user.setSingleAttribute(UserAttributes.GUEST_ATTRIBUTES, orNull(lines.text(5)));
        switch (lines.text(0).isEmpty() ? 'a' : lines.text(0).charAt(0)) {
            case 'g' -> user.setSingleAttribute(UserAttributes.KIND, "guest");
            case 'c' -> user.setSingleAttribute(UserAttributes.KIND, "customer");
            default -> user.setSingleAttribute(UserAttributes.KIND, null);
        }
        return user;
    }

    /** A claim that the token has a field for, no mapper of Keycloak's puts beside that. */
    private static ObjectNode claims(String json) throws IOException {
        ObjectNode none = JsonSerialization.createObjectNode();
        try {
            ObjectNode claims = StrictJson.read(json) instanceof ObjectNode object ? object : none;
            claims.remove(FIELDS);
            return claims;
        } catch (IOException e) {
            return none;
        }
    }

    private static void assertSays(UserInMemory user, JsonNode token) {
        UserKind kind = UserKind.of(user);
        boolean proven =
                user.isEmailVerified() && user.getEmail() != null && kind != UserKind.GUEST;
        assertThat(token.has("role")).isFalse();
        assertThat(token.path("email").textValue()).isEqualTo(proven ? user.getEmail() : null);
        assertThat(token.path("email_verified").asBoolean()).isEqualTo(proven);
        assertThat(token.path("emailverified").asBoolean()).isEqualTo(proven);
        assertThat(token.path("sub").textValue())
                .isEqualTo(
                        switch (kind) {
                            case AGENT -> ID;
                            case GUEST -> "guest";
                            case CUSTOMER -> "userexternal";
                        });
        String id =
                switch (kind) {
                    case AGENT ->
                            Optional.ofNullable(user.getFirstAttribute(UserAttributes.ID))
                                    .orElse(ID);
                    case GUEST -> ID;
                    case CUSTOMER -> user.getFirstAttribute(UserAttributes.CUSTOMER_ID);
                };
        assertThat(token.path("_id").textValue()).isEqualTo(id);
        assertThat(token.path("id").textValue()).isEqualTo(id);
        assertThat(token.path("keycloak_user_id").textValue()).isEqualTo(ID);
        assertThat(token.path("preferred_username").textValue()).isEqualTo("user");
        JsonNode attributes = token.path("attributes");
        assertThat(attributes.isMissingNode() || attributes.isObject()).isTrue();
        JsonNode audience = token.path("aud");
        assertThat((audience.isArray() ? audience.get(0) : audience).textValue())
                .isEqualTo("https://tiledesk.com");
    }

    private static void assertTimes(String text) {
        LastSeen.read(text)
                .ifPresent(
                        time ->
                                assertThat(LastSeen.read(LastSeen.text(time)))
                                        .contains(time.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** What the site says stays as it is; what was typed is added as far as there is room. */
    private static void assertHandsOver(UserInMemory guest) throws IOException {
        UserInMemory customer = new UserInMemory("c");
        customer.setSingleAttribute(
                UserAttributes.ATTRIBUTES, guest.getFirstAttribute(UserAttributes.ATTRIBUTES));
        CustomAttributes.handOver(guest, customer);
        String kept = customer.getFirstAttribute(UserAttributes.GUEST_ATTRIBUTES);
        if (kept == null) {
            return;
        }
        assertThat(kept.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(MAX_ATTRIBUTES);
        JsonNode typed = StrictJson.read(guest.getFirstAttribute(UserAttributes.GUEST_ATTRIBUTES));
        StrictJson.read(kept)
                .properties()
                .forEach(one -> assertThat(one.getValue()).hasToString(said(typed, one.getKey())));
    }

    private static String said(JsonNode object, String name) {
        return object.get(name).toString();
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
