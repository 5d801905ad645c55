// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.text.StrictJson;
import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserInMemory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.provider.ProviderConfigProperty;

class ClaimMappersTest {

    private static final List<IdentityProviderMapper> MAPPERS =
            List.of(
                    new ClaimToAttributeMapper(),
                    new ClaimToGroupMapper(),
                    new ClaimToPropertyMapper(),
                    new ClaimToRoleMapper());

    private static final IdentityProviderMapperModel PLAN =
            mapper("claim", "plan", "user.attribute", "plan");

    @Test
    void serveOurProvidersInEverySyncMode() {
        assertThat(MAPPERS)
                .allSatisfy(
                        mapper -> {
                            assertThat(mapper.getCompatibleProviders()).containsExactly("tiledesk");
                            for (IdentityProviderSyncMode mode :
                                    IdentityProviderSyncMode.values()) {
                                assertThat(mapper.supportsSyncMode(mode)).isTrue();
                            }
                            assertThat(mapper.getHelpText()).endsWith(".");
                            assertThat(mapper.getDisplayType()).startsWith("Claim to ");
                            assertThat(mapper.getDisplayCategory()).endsWith(" Importer");
                            assertThat(mapper.getId()).startsWith("tiledesk-claim-");
                        });
    }

    @Test
    void askForTheirSettings() {
        assertThat(MAPPERS)
                .extracting(
                        mapper ->
                                mapper.getConfigProperties().stream()
                                        .map(ProviderConfigProperty::getName)
                                        .toList())
                .containsExactly(
                        List.of("claim", "user.attribute"),
                        List.of("claim", "claim.value", "group"),
                        List.of("claim", "property"),
                        List.of("claim", "claim.value", "role"));
        assertThat(MAPPERS.get(0).getConfigProperties())
                .allSatisfy(property -> assertThat(property.isRequired()).isTrue());
        ProviderConfigProperty choice = MAPPERS.get(2).getConfigProperties().get(1);
        assertThat(choice.getDefaultValue()).isEqualTo("firstName");
        assertThat(choice.getOptions()).containsExactly("firstName", "lastName", "email");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"gold\" | gold",
                "[\"a\",null,\"b\\u0007\"] | a b",
                "7.50 | 7.50",
                "false | false",
                "{\"a\":1} | {\"a\":1}",
                "[[1]] | [1]"
            })
    void makeAttributesOfClaims(String claim, String values) throws Exception {
        BrokeredIdentityContext context = context("{\"plan\":" + claim + "}", false);
        UserInMemory user = new UserInMemory("1");
        IdentityProviderMapperModel mapper = mapper("claim", "plan", "user.attribute", " plan ");

        MAPPERS.get(0).preprocessFederatedIdentity(null, null, mapper, context);
        MAPPERS.get(0).updateBrokeredUser(null, null, user, mapper, context);

        assertThat(context.getAttributes().get("plan")).containsExactly(values.split(" "));
        assertThat(user.getAttributeStream("plan")).containsExactly(values.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"plan\":null}", "{\"plan\":\" \"}", "{\"plan\":[]}"})
    void takeAnAttributeAwayWithItsClaim(String claims) throws Exception {
        UserInMemory user = new UserInMemory("1");
        user.setSingleAttribute("plan", "gold");

        updatePlan(user, claims);

        assertThat(user.getAttributes()).doesNotContainKey("plan");
    }

    /** A write costs a statement: this user refuses it. */
    @Test
    void leaveAnAttributeAloneThatIsRightAlready() throws Exception {
        UserInMemory user = new UserInMemory("1");
        user.setSingleAttribute("plan", "gold");
        user.setReadonly(true);

        updatePlan(user, "{\"plan\":\"gold\"}");

        assertThat(user.getFirstAttribute("plan")).isEqualTo("gold");
    }

    private static void updatePlan(UserInMemory user, String claims) throws Exception {
        MAPPERS.get(0).updateBrokeredUser(null, null, user, PLAN, context(claims, false));
    }

    @Test
    void takeNoMoreThanAnAttributeHolds() throws Exception {
        String most = "x".repeat(2048);
        takePlan('"' + most + '"');
        takePlan(numbers(100));

        assertThatThrownBy(() -> takePlan(numbers(101)))
                .isInstanceOf(MappingException.class)
                .hasMessage("the claim has more than 100 values");
        assertThatThrownBy(() -> takePlan("\"x" + most + '"'))
                .hasMessage("a value of the claim is longer than 2048 characters");
    }

    private static void takePlan(String json) throws Exception {
        BrokeredIdentityContext context = context("{\"plan\":" + json + "}", false);
        MAPPERS.get(0).preprocessFederatedIdentity(null, null, PLAN, context);
    }

    @Test
    void makeNamesAndAnEmailOfClaims() throws Exception {
        BrokeredIdentityContext context =
                context(
                        "{\"a\":{\"b\":\"Anna\"},\"c\":\"Bell\",\"mail\":\"a@shop.example\"}",
                        true);

        property(context, "a.b", "firstName");
        property(context, "c", "lastName");
        property(context, "mail", "email");

        assertThat(context.getFirstName()).isEqualTo("Anna");
        assertThat(context.getLastName()).isEqualTo("Bell");
        assertThat(context.getEmail()).isEqualTo("a@shop.example");
        assertThat(AssertedEmail.of(context)).isEqualTo("a@shop.example");
    }

    /** It is kept apart, for whoever shows it. */
    @Test
    void makeNoEmailOfAnAccountWhereTheSiteIsNotTrusted() throws Exception {
        BrokeredIdentityContext context = context("{\"mail\":\"a@shop.example\"}", false);

        property(context, "mail", "email");

        assertThat(context.getEmail()).isNull();
        assertThat(context.getContextData()).containsEntry(UserAttributes.EMAIL, "a@shop.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"x\":7}", "{\"x\":\" \"}"})
    void keepWhatTiledesksOwnClaimSaid(String claims) throws Exception {
        BrokeredIdentityContext context = context(claims, true);
        context.setFirstName("Anna");
        AssertedEmail.set(context, "a@shop.example");

        property(context, "x", "firstName");
        property(context, "x", "email");

        assertThat(context.getFirstName()).isEqualTo("Anna");
        assertThat(context.getEmail()).isEqualTo("a@shop.example");
    }

    @Test
    void anEmailThatIsGoneIsGone() throws Exception {
        BrokeredIdentityContext context = context("{}", true);
        AssertedEmail.set(context, "a@shop.example");
        AssertedEmail.set(context, null);

        assertThat(context.getEmail()).isNull();
        assertThat(context.getContextData()).doesNotContainKey(UserAttributes.EMAIL);
    }

    @Test
    void refuseWhatIsTooLongOrNoProperty() throws Exception {
        BrokeredIdentityContext longest = context("{\"x\":\"" + "n".repeat(255) + "\"}", false);
        property(longest, "x", "lastName");
        assertThat(longest.getLastName()).hasSize(255);

        BrokeredIdentityContext longer = context("{\"x\":\"" + "n".repeat(256) + "\"}", false);
        assertThatThrownBy(() -> property(longer, "x", "lastName"))
                .hasMessage("the claim is longer than 255 characters");
        assertThatThrownBy(() -> property(longest, "x", "username"))
                .hasMessage("the property is neither a name nor the e-mail");
        assertThatThrownBy(() -> property(longest, " ", "lastName"))
                .hasMessage("the setting 'claim' is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\":\"admin\"} | true",
                "{\"role\":[\"user\",\"admin\"]} | true",
                "{\"role\":\"Admin\"} | false",
                "{\"role\":\"administrator\"} | false",
                "{\"role\":null} | false",
                "{\"other\":\"admin\"} | false"
            })
    void giveRolesAndGroupsForOneValue(String claims, boolean applies) throws Exception {
        BrokeredIdentityContext context = context(claims, false);

        assertThat(
                        new ClaimToRoleMapper()
                                .applies(mapper("claim", "", "claim.value", "admin"), context))
                .isEqualTo(applies);
        assertThat(
                        new ClaimToGroupMapper()
                                .applies(mapper("claim", "role", "claim.value", "admin"), context))
                .isEqualTo(applies);
    }

    /**
     * What is blank is left to one rule: a control character names a claim, though no usual one.
     */
    @Test
    void readWhatIsNotBlankAsItStands() throws Exception {
        IdentityProviderMapperModel mapper = mapper("claim", "\u0000", "claim.value", "admin");
        BrokeredIdentityContext context = context("{\"\\u0000\":\"admin\"}", false);

        assertThat(new ClaimToRoleMapper().applies(mapper, context)).isTrue();
        assertThat(new ClaimToGroupMapper().applies(mapper, context)).isTrue();
    }

    @Test
    void findNothingWhereNoClaimsAreLaid() {
        IdentityProviderModel provider = new IdentityProviderModel();
        provider.setEnabled(true);

        assertThat(
                        new ClaimToRoleMapper()
                                .applies(
                                        mapper("claim", "role", "claim.value", "admin"),
                                        new BrokeredIdentityContext("c1", provider)))
                .isFalse();
    }

    @Test
    void mayNotWriteWhatIsReserved() throws Exception {
        BrokeredIdentityContext context = context("{\"plan\":\"gold\"}", false);
        context.getContextData().put(UserAttributes.KIND, "no attribute, but a note");
        context.setUserAttribute("plan", "gold");
        UserAttributeNames.check(context);

        context.setUserAttribute("Tiledesk.Kind", "agent");

        assertThatThrownBy(() -> UserAttributeNames.check(context))
                .isInstanceOf(MappingException.class)
                .hasMessage("the attribute 'Tiledesk.Kind' is reserved");
    }

    private static void property(BrokeredIdentityContext context, String claim, String property) {
        new ClaimToPropertyMapper()
                .preprocessFederatedIdentity(
                        null, null, mapper("claim", claim, "property", property), context);
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).boxed().toList().toString();
    }

    private static IdentityProviderMapperModel mapper(
            String name, String value, String other, String otherValue) {
        IdentityProviderMapperModel mapper = new IdentityProviderMapperModel();
        mapper.setConfig(Map.of(name, value, other, otherValue));
        return mapper;
    }

    private static BrokeredIdentityContext context(String claims, boolean trusted)
            throws IOException {
        IdentityProviderModel provider = new IdentityProviderModel();
        provider.setEnabled(true);
        provider.setTrustEmail(trusted);
        BrokeredIdentityContext context = new BrokeredIdentityContext("c1", provider);
        MappedClaim.provide((ObjectNode) StrictJson.read(claims), context);
        return context;
    }
}
