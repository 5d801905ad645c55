// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import java.util.List;
import org.keycloak.broker.oidc.mappers.AbstractClaimToGroupMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.ConfigConstants;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * A claim of a certain value brings its owner into the one group that an admin has chosen for it.
 */
public final class ClaimToGroupMapper extends AbstractClaimToGroupMapper implements CustomerMapper {

    private static final List<ProviderConfigProperty> CONFIG =
            List.of(
                    MappedClaim.property(),
                    MappedClaim.valueProperty(),
                    MapperSetting.property(
                            ConfigConstants.GROUP, ProviderConfigProperty.GROUP_TYPE));

    @Override
    public String getId() {
        return "tiledesk-claim-group";
    }

    @Override
    public String getDisplayType() {
        return "Claim to group";
    }

    @Override
    public String getDisplayCategory() {
        return "Group Importer";
    }

    @Override
    public String getHelpText() {
        return "Puts customers into a group whose custom JWT has a claim of a certain value. With the sync mode FORCE (or"
                + " LEGACY), the next sign-in without it takes them out again.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return CONFIG;
    }

    @Override
    protected boolean applies(IdentityProviderMapperModel mapper, BrokeredIdentityContext context) {
        return MappedClaim.of(mapper).hasValue(mapper, context);
    }
}
