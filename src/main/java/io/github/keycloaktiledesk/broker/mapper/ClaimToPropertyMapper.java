// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.text.PlainText;
import java.util.List;
import org.keycloak.broker.provider.AbstractIdentityProviderMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * A claim becomes the first name, last name or e-mail, as if the site had sent it in Tiledesk's own
 * claim. So all that happens before any user is looked for, and every rule holds.
 */
public final class ClaimToPropertyMapper extends AbstractIdentityProviderMapper
        implements CustomerMapper {

    private static final String PROPERTY = "property";

    private static final List<ProviderConfigProperty> CONFIG =
            List.of(
                    MappedClaim.property(),
                    MapperSetting.choice(
                            PROPERTY,
                            List.of(UserModel.FIRST_NAME, UserModel.LAST_NAME, UserModel.EMAIL)));

    @Override
    public String getId() {
        return "tiledesk-claim-property";
    }

    @Override
    public String getDisplayType() {
        return "Claim to name or e-mail";
    }

    @Override
    public String getDisplayCategory() {
        return "Attribute Importer";
    }

    @Override
    public String getHelpText() {
        return "Takes the first name, last name or e-mail from a claim of another name than Tiledesk's. Without that"
                + " claim, Tiledesk's counts. A known customer is brought up to date as the sync mode of the provider"
                + " says, whatever that of the mapper is.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return CONFIG;
    }

    @Override
    public void preprocessFederatedIdentity(
            KeycloakSession session,
            RealmModel realm,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        String property = MapperSetting.of(mapper, PROPERTY);
        JsonNode claim = MappedClaim.of(mapper).in(context);
        String text = claim.isTextual() ? PlainText.clean(claim.textValue()) : null;
        if (text != null && text.length() > PlainText.MAX_LENGTH) {
            throw new MappingException("the claim is longer than 255 characters");
        }
        switch (property) {
            case UserModel.FIRST_NAME -> context.setFirstName(or(text, context.getFirstName()));
            case UserModel.LAST_NAME -> context.setLastName(or(text, context.getLastName()));
            case UserModel.EMAIL ->
                    AssertedEmail.set(
                            context, or(PlainText.address(text), AssertedEmail.of(context)));
            default -> throw new MappingException("the property is neither a name nor the e-mail");
        }
    }

    private static String or(String mapped, String own) {
        return mapped == null ? own : mapped;
    }
}
