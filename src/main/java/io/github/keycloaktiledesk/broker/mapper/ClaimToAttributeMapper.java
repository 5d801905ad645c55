// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import io.github.keycloaktiledesk.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.keycloak.broker.provider.AbstractIdentityProviderMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.common.util.CollectionUtil;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * A claim becomes an attribute of the user. Names that are taken, {@link UserAttributeNames} knows.
 */
public final class ClaimToAttributeMapper extends AbstractIdentityProviderMapper
        implements CustomerMapper {

    private static final String ATTRIBUTE = "user.attribute";
    private static final int MAX_VALUES = 100;

    /** As long as Keycloak's user profile lets an attribute be that it says nothing else of. */
    private static final int MAX_LENGTH = 2048;

    private static final List<ProviderConfigProperty> CONFIG =
            List.of(
                    MappedClaim.property(),
                    MapperSetting.property(
                            ATTRIBUTE, ProviderConfigProperty.USER_PROFILE_ATTRIBUTE_LIST_TYPE));

    @Override
    public String getId() {
        return "tiledesk-claim-attribute";
    }

    @Override
    public String getDisplayType() {
        return "Claim to attribute";
    }

    @Override
    public String getDisplayCategory() {
        return "Attribute Importer";
    }

    @Override
    public String getHelpText() {
        return "Keeps a claim as an attribute of the user: an array as several values (at most 100), numbers and booleans"
                + " as text, an object as JSON, each of at most 2048 characters. With the sync mode FORCE, the attribute"
                + " goes when the claim is gone.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return CONFIG;
    }

    /** Where the first-login flow finds what a new user gets. */
    @Override
    public void preprocessFederatedIdentity(
            KeycloakSession session,
            RealmModel realm,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        context.setUserAttribute(MapperSetting.of(mapper, ATTRIBUTE), values(mapper, context));
    }

    @Override
    public void updateBrokeredUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        String attribute = MapperSetting.of(mapper, ATTRIBUTE);
        List<String> values = values(mapper, context);
        // Only what has changed: a write costs a statement and the user's place in the cache.
        if (CollectionUtil.collectionEquals(values, user.getAttributeStream(attribute).toList())) {
            return;
        }
        if (values.isEmpty()) {
            user.removeAttribute(attribute);
        } else {
            user.setAttribute(attribute, values);
        }
    }

    private static List<String> values(
            IdentityProviderMapperModel mapper, BrokeredIdentityContext context) {
        List<String> values =
                MappedClaim.of(mapper)
                        .texts(context)
                        .map(PlainText::clean)
                        .filter(Objects::nonNull)
                        // The one kind of list that Keycloak's first-login flow hands on.
                        .collect(Collectors.toCollection(ArrayList::new));
        if (values.size() > MAX_VALUES) {
            throw new MappingException("the claim has more than 100 values");
        }
        if (values.stream().anyMatch(value -> value.length() > MAX_LENGTH)) {
            throw new MappingException("a value of the claim is longer than 2048 characters");
        }
        return values;
    }
}
