// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import java.util.List;
import org.keycloak.broker.oidc.mappers.AbstractClaimToRoleMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.ConfigConstants;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.provider.ProviderConfigProperty;

/** A claim of a certain value gives the one role that an admin has chosen for it. */
public final class ClaimToRoleMapper extends AbstractClaimToRoleMapper implements CustomerMapper {

    private static final String ROLE_CLAIM = "role";

    private static final List<ProviderConfigProperty> CONFIG =
            List.of(
                    MappedClaim.propertyOr(ROLE_CLAIM),
                    MappedClaim.valueProperty(),
                    MapperSetting.property(ConfigConstants.ROLE, ProviderConfigProperty.ROLE_TYPE));

    @Override
    public String getId() {
        return "tiledesk-claim-role";
    }

    @Override
    public String getDisplayType() {
        return "Claim to role";
    }

    @Override
    public String getDisplayCategory() {
        return "Role Importer";
    }

    @Override
    public String getHelpText() {
        return "Gives a role to customers whose custom JWT has a claim of a certain value. With the sync mode FORCE (or"
                + " LEGACY), the next sign-in without it takes the role away.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return CONFIG;
    }

    @Override
    protected boolean applies(IdentityProviderMapperModel mapper, BrokeredIdentityContext context) {
        return MappedClaim.or(mapper, ROLE_CLAIM).hasValue(mapper, context);
    }
}
