// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.models.IdentityProviderSyncMode;

/** What all mappers of ours have in common: they serve our providers only, in every sync mode. */
interface CustomerMapper extends IdentityProviderMapper {

    @Override
    default String[] getCompatibleProviders() {
        return new String[] {"tiledesk"};
    }

    @Override
    default boolean supportsSyncMode(IdentityProviderSyncMode syncMode) {
        return true;
    }
}
