package io.github.keycloaktiledesk.token;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The setting <em>token lifetime</em> of the steps whose tokens have no session. Clients of
 * Tiledesk neither read {@code exp} nor refresh, so it is long by default.
 */
public final class TokenLifetime {
    /** Name of the setting. */
    static final String CONFIG = "tokenLifetime";

    /** 30 days, in seconds. */
    private static final long DEFAULT_SECONDS = TimeUnit.DAYS.toSeconds(30);

    private static final Logger LOG = Logger.getLogger(TokenLifetime.class);

    private TokenLifetime() {}

    /**
     * Keycloak's clock, in the unit of a token's claims.
     *
     * @return seconds since the epoch
     */
    public static long now() {
        return TimeUnit.MILLISECONDS.toSeconds(Time.currentTimeMillis());
    }

    /**
     * The setting as a console shows it.
     *
     * @param helpText what it means for the step
     * @return a property of type text, in seconds
     */
    public static ProviderConfigProperty property(String helpText) {
        ProviderConfigProperty property =
                new ProviderConfigProperty(
                        CONFIG,
                        "Token lifetime",
                        helpText
                                + " In seconds; 2592000 (30 days) by default. The realm's session limits do not apply.",
                        ProviderConfigProperty.STRING_TYPE,
                        String.valueOf(DEFAULT_SECONDS));
        property.setRequired(true);
        return property;
    }

    /**
     * Reads the setting.
     *
     * @param config the step's configuration or null
     * @return seconds; the default where nothing usable is set, which the log then says
     */
    public static long seconds(AuthenticatorConfigModel config) {
        String text =
                Optional.ofNullable(config)
                        .map(AuthenticatorConfigModel::getConfig)
                        .map(map -> map.get(CONFIG))
                        .map(String::trim)
                        .orElse("");
        if (text.matches("[1-9][0-9]{0,8}")) {
            return Long.parseLong(text);
        }
        if (!text.isEmpty()) {
            LOG.warnf(
                    "The token lifetime of '%s' is no positive number of seconds, 30 days count",
                    config.getAlias());
        }
        return DEFAULT_SECONDS;
    }
}
