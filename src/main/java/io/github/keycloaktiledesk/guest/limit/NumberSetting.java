package io.github.keycloaktiledesk.guest.limit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * A setting of the step that is a whole number; 0 switches what it limits off.
 *
 * @param name its key in the step's configuration
 * @param label what the console calls it
 * @param helpText what it means
 * @param byDefault what counts where nothing usable is set
 */
record NumberSetting(String name, String label, String helpText, int byDefault) {

    private static final Logger LOG = Logger.getLogger(NumberSetting.class);

    /** Once is enough: the settings are read at every call. */
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    /** Reads the setting: never below 0. */
    int of(Map<String, String> config) {
        String text = config.getOrDefault(name, "").trim();
        if (text.matches("[0-9]{1,9}")) {
            return Integer.parseInt(text);
        }
        if (!text.isEmpty() && WARNED.add(name + text)) {
            LOG.warnf(
                    "The setting '%s' of the guest step is no whole number, %d counts",
                    label, byDefault);
        }
        return byDefault;
    }

    ProviderConfigProperty property() {
        return new ProviderConfigProperty(
                name,
                label,
                helpText,
                ProviderConfigProperty.STRING_TYPE,
                String.valueOf(byDefault));
    }
}
