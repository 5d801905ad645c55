// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.AssertionAudience;
import org.keycloak.models.IdentityProviderModel;

/**
 * The names by which a token finds its provider. They are compared as they are, so that a blank too
 * many would leave a provider that nobody finds.
 */
final class IdentifierCheck {

    private IdentifierCheck() {}

    static void check(TiledeskIdentityProviderConfig config) {
        if (!AssertionAudience.isId(config.raw(TiledeskIdentityProviderConfig.PROJECT))) {
            throw new IllegalArgumentException(
                    "Client ID must be the id of the Tiledesk project: a text without blanks, '/', '?' and '#'");
        }
        if (!config.subscriptions().stream().allMatch(AssertionAudience::isId)) {
            throw new IllegalArgumentException(
                    "Subscriptions must be ids of the project's subscriptions: texts without blanks, '/', '?' and '#'");
        }
        if (!AssertionAudience.isBase(config.audienceBase())) {
            throw new IllegalArgumentException(
                    "Audience base must be http(s)://host or http(s)://host:port, with nothing after it, such as "
                            + TiledeskIdentityProviderConfig.DEFAULT_AUDIENCE_BASE);
        }
        String issuer = config.raw(IdentityProviderModel.ISSUER);
        if (!issuer.equals(issuer.strip())) {
            throw new IllegalArgumentException("Issuer must not begin or end with a blank");
        }
    }
}
