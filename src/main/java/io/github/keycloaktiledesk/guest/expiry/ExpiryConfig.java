package io.github.keycloaktiledesk.guest.expiry;

import io.github.keycloaktiledesk.step.NumberSetting;
import java.util.List;
import java.util.Map;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The setting of the guest step that says when guests are deleted.
 *
 * @param days for how many days a guest has not been seen; 0: guests are never deleted
 */
public record ExpiryConfig(int days) {

    private static final NumberSetting DAYS =
            new NumberSetting("expiryDays", "Delete after", 0, 99_999, 30);

    /**
     * Reads the setting.
     *
     * @param config the step's configuration
     * @return the setting; the default where nothing usable is set, which the log then says
     */
    public static ExpiryConfig of(Map<String, String> config) {
        return new ExpiryConfig(DAYS.of(config, "a guest step"));
    }

    /**
     * The setting as a console shows it.
     *
     * @return one property of type text
     */
    public static List<ProviderConfigProperty> properties() {
        return List.of(
                DAYS.property(
                        "Guests who have not been seen for this many days are deleted with their sessions. 0: never. Less than"
                                + " the token lifetime of this step or of 'Tiledesk resume' counts as that lifetime, so that no"
                                + " guest is deleted whose token is still good; the server's log then says so. Of several"
                                + " guest steps in a realm the longest time counts."));
    }
}
