// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.text.FormTexts;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.oidc.mappers.AbstractClaimMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.utils.JsonUtils;

/**
 * The claim that a mapper reads.
 *
 * @param path the names that lead to it
 */
public record MappedClaim(List<String> path) {

    private static final String CLAIM = AbstractClaimMapper.CLAIM;
    private static final String VALUE = AbstractClaimMapper.CLAIM_VALUE;

    /**
     * Lays claims where Keycloak's own claim mappers look for them, and ours.
     *
     * @param claims the claims of a verified token
     * @param context what is brokered
     */
    public static void provide(ObjectNode claims, BrokeredIdentityContext context) {
        context.getContextData().put(OIDCIdentityProvider.USER_INFO, claims);
    }

    static ProviderConfigProperty property() {
        return MapperSetting.property(CLAIM, ProviderConfigProperty.STRING_TYPE);
    }

    static ProviderConfigProperty propertyOr(String absent) {
        return new FormTexts("roleMapper")
                .property(CLAIM, ProviderConfigProperty.STRING_TYPE, absent);
    }

    static ProviderConfigProperty valueProperty() {
        return MapperSetting.property(VALUE, ProviderConfigProperty.STRING_TYPE);
    }

    static MappedClaim of(IdentityProviderMapperModel mapper) {
        return named(MapperSetting.of(mapper, CLAIM));
    }

    static MappedClaim or(IdentityProviderMapperModel mapper, String absent) {
        return named(MapperSetting.or(mapper, CLAIM, absent));
    }

    private static MappedClaim named(String name) {
        return new MappedClaim(JsonUtils.splitClaimPath(name));
    }

    /** Whether the claim has the value that the mapper asks for. */
    boolean hasValue(IdentityProviderMapperModel mapper, BrokeredIdentityContext context) {
        String value = MapperSetting.of(mapper, VALUE);
        return texts(context).anyMatch(value::equals);
    }

    JsonNode in(BrokeredIdentityContext context) {
        JsonNode node =
                (JsonNode)
                        context.getContextData()
                                .getOrDefault(
                                        OIDCIdentityProvider.USER_INFO, MissingNode.getInstance());
        for (String name : path) {
            node = node.path(name);
        }
        return node;
    }

    /** What the claim says: of an array every value, of an object its JSON, of null nothing. */
    Stream<String> texts(BrokeredIdentityContext context) {
        JsonNode claim = in(context);
        Stream<JsonNode> values =
                claim.isArray()
                        ? StreamSupport.stream(claim.spliterator(), false)
                        : Stream.of(claim);
        return values.filter(value -> !value.isNull() && !value.isMissingNode())
                .map(value -> value.isValueNode() ? value.asText() : value.toString());
    }
}
