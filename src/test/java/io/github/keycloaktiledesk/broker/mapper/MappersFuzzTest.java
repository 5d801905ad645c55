// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.fuzz.CountedInputs;
import io.github.keycloaktiledesk.fuzz.Inputs;
import io.github.keycloaktiledesk.text.StrictJson;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserInMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.Constants;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.services.validation.Validation;

/** Whatever a site claims, and whatever an admin has a mapper do with it. */
class MappersFuzzTest extends CountedInputs {

    private static final List<String> PROPERTIES = List.of("firstName", "lastName", "email");

    /**
     * The claim's name, the attribute's or property's, the value wanted: a line each. The claims.
     */
    @FuzzTest
    void giveNobodyWhatIsNotTheirs(byte[] input) {
        countInput();
        Inputs.Lines lines = Inputs.lines(input, 3);
        ObjectNode claims = object(lines.restAsText());
        if (claims == null) {
            return;
        }
        Map<String, String> settings =
                Map.of(
                        "claim", lines.text(0),
                        "user.attribute", lines.text(1),
                        "property", lines.text(1),
                        "claim.value", lines.text(2));
        attribute(context(claims, false), mapper(settings));
        for (String property : PROPERTIES) {
            property(claims, mapper(Map.of("claim", lines.text(0), "property", property)));
        }
        property(claims, mapper(settings));
        chooses(claims, mapper(settings), lines.text(2));
    }

    private static void attribute(
            BrokeredIdentityContext context, IdentityProviderMapperModel mapper) {
        ClaimToAttributeMapper attributes = new ClaimToAttributeMapper();
        UserInMemory user = new UserInMemory("1");
        try {
            attributes.preprocessFederatedIdentity(null, null, mapper, context);
            UserAttributeNames.check(context);
        } catch (MappingException e) {
            return;
        }
        attributes.updateBrokeredUser(null, null, user, mapper, context);
        assertThat(context.getContextData().keySet())
                .filteredOn(key -> key.startsWith(Constants.USER_ATTRIBUTES_PREFIX))
                .singleElement()
                .satisfies(
                        key -> {
                            String name = key.substring(Constants.USER_ATTRIBUTES_PREFIX.length());
                            assertFree(name);
                            assertThat(user.getAttributeStream(name).toList())
                                    .isEqualTo(context.getContextData().get(key))
                                    .hasSizeLessThanOrEqualTo(100)
                                    .allSatisfy(value -> assertThat(value).hasSizeLessThan(2049))
                                    .allSatisfy(MappersFuzzTest::assertPlain);
                        });
    }

    private static void assertFree(String name) {
        assertThat(name).isNotBlank();
        for (String own : UserAttributes.all()) {
            assertThat(name).isNotEqualToIgnoringCase(own);
        }
        assertThat(name.toLowerCase(Locale.ROOT))
                .isNotIn("username", "email", "emailverified", "enabled", "firstname", "lastname")
                .doesNotStartWith("tiledesk.")
                .doesNotStartWith("kc.");
    }

    private static void property(ObjectNode claims, IdentityProviderMapperModel mapper) {
        for (boolean trusted : List.of(true, false)) {
            BrokeredIdentityContext context = context(claims, trusted);
            try {
                new ClaimToPropertyMapper()
                        .preprocessFederatedIdentity(null, null, mapper, context);
            } catch (MappingException e) {
                continue;
            }
            String asserted = AssertedEmail.of(context);
            assertThat(asserted == null || Validation.isEmailValid(asserted)).isTrue();
            assertThat(context.getEmail()).isEqualTo(trusted ? asserted : null);
            assertShort(asserted);
            assertShort(context.getFirstName());
            assertShort(context.getLastName());
            assertThat(context.getUsername()).isNull();
            assertThat(context.getContextData().keySet())
                    .noneMatch(key -> key.startsWith(Constants.USER_ATTRIBUTES_PREFIX));
        }
    }

    /** Of roles and groups alike: for one value alone that the site has really sent. */
    private static void chooses(
            ObjectNode claims, IdentityProviderMapperModel mapper, String value) {
        BrokeredIdentityContext context = context(claims, false);
        boolean role;
        try {
            role = new ClaimToRoleMapper().applies(mapper, context);
        } catch (MappingException e) {
            return;
        }
        if (role) {
            List<String> said = new ArrayList<>();
            collect(claims, said);
            assertThat(said).contains(value.strip());
        }
        if (!mapper.getConfig().get("claim").isBlank()) {
            assertThat(new ClaimToGroupMapper().applies(mapper, context)).isEqualTo(role);
        }
    }

    private static void collect(JsonNode node, List<String> said) {
        said.add(node.isValueNode() ? node.asText() : node.toString());
        node.forEach(child -> collect(child, said));
    }

    private static void assertShort(String text) {
        if (text != null) {
            assertThat(text).isNotBlank().hasSizeLessThanOrEqualTo(255);
            assertPlain(text);
        }
    }

    private static void assertPlain(String text) {
        assertThat(text.codePoints())
                .noneMatch(
                        c ->
                                Character.getType(c) == Character.CONTROL
                                        || Character.getType(c) == Character.SURROGATE);
    }

    private static BrokeredIdentityContext context(ObjectNode claims, boolean trusted) {
        IdentityProviderModel provider = new IdentityProviderModel();
        provider.setEnabled(true);
        provider.setTrustEmail(trusted);
        BrokeredIdentityContext context = new BrokeredIdentityContext("c1", provider);
        MappedClaim.provide(claims, context);
        return context;
    }

    private static IdentityProviderMapperModel mapper(Map<String, String> settings) {
        IdentityProviderMapperModel mapper = new IdentityProviderMapperModel();
        mapper.setConfig(settings);
        return mapper;
    }

    private static ObjectNode object(String json) {
        try {
            return StrictJson.read(json) instanceof ObjectNode object ? object : null;
        } catch (IOException e) {
            return null;
        }
    }
}
