package io.github.keycloaktiledesk.guest.expiry;

import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The setting of the guest step that says when guests are deleted.
 *
 * @param days for how many days a guest has not been seen; 0: guests are never deleted
 */
public record ExpiryConfig(int days) {

    private static final Logger LOG = Logger.getLogger(ExpiryConfig.class);
    private static final String DAYS = "expiryDays";
    private static final int DEFAULT_DAYS = 30;

    /**
     * Reads the setting.
     *
     * @param config the step's configuration
     * @return the setting; the default where nothing usable is set, which the log then says
     */
    public static ExpiryConfig of(Map<String, String> config) {
        String text = config.getOrDefault(DAYS, "").trim();
        if (text.matches("[0-9]{1,5}")) {
            return new ExpiryConfig(Integer.parseInt(text));
        }
        if (!text.isEmpty()) {
            LOG.warnf(
                    "'Delete after' of a guest step is no number of days, %d days count",
                    DEFAULT_DAYS);
        }
        return new ExpiryConfig(DEFAULT_DAYS);
    }

    /**
     * The setting as a console shows it.
     *
     * @return one property of type text
     */
    public static List<ProviderConfigProperty> properties() {
        return List.of(
                new ProviderConfigProperty(
                        DAYS,
                        "Delete after",
                        "Guests who have not been seen for this many days are deleted with their sessions. 0: never. Less than"
                                + " the token lifetime of this step or of 'Tiledesk resume' counts as that lifetime, so that no"
                                + " guest is deleted whose token is still good; the server's log then says so. Of several"
                                + " guest steps in a realm the longest time counts.",
                        ProviderConfigProperty.STRING_TYPE,
                        String.valueOf(DEFAULT_DAYS)));
    }
}
