package io.github.keycloaktiledesk.broker;

import java.util.regex.Pattern;
import org.keycloak.models.IdentityProviderModel;

/**
 * The names by which a token finds its provider. They are compared as they are, so that a blank too
 * many would leave a provider that nobody finds.
 */
final class IdentifierCheck {

    /** What can be the last part of an audience. */
    private static final Pattern ID = Pattern.compile("[^\\s\\p{Cntrl}/?#]+");

    private static final Pattern BASE =
            Pattern.compile("https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private IdentifierCheck() {}

    static void check(TiledeskIdentityProviderConfig config) {
        if (!ID.matcher(config.raw(TiledeskIdentityProviderConfig.PROJECT)).matches()) {
            throw new IllegalArgumentException(
                    "Client ID must be the id of the Tiledesk project: a text without blanks, '/', '?' and '#'");
        }
        if (!config.subscriptions().stream().allMatch(id -> ID.matcher(id).matches())) {
            throw new IllegalArgumentException(
                    "Subscriptions must be ids of the project's subscriptions: texts without blanks, '/', '?' and '#'");
        }
        if (!BASE.matcher(config.raw(TiledeskIdentityProviderConfig.AUDIENCE_BASE)).matches()) {
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
