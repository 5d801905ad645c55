package io.github.keycloaktiledesk.broker;

import java.util.List;
import java.util.Set;
import org.keycloak.crypto.Algorithm;
import org.keycloak.models.Constants;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/** The settings of an identity provider of type {@code tiledesk}. */
public final class TiledeskIdentityProviderConfig extends IdentityProviderModel {

    private static final long serialVersionUID = 1L;

    /** Keycloak's key for what the console calls Client ID: here the project id. */
    static final String PROJECT = "clientId";

    private static final String SECRET = "clientSecret";
    private static final String ALGORITHMS = "allowedAlgorithms";
    private static final String AUDIENCE_BASE = "audienceBase";
    private static final String CLOCK_SKEW = "clockSkew";
    private static final String MAX_LIFETIME = "maxLifetime";
    private static final String SHORT_SECRET = "legacySecret";
    private static final String EXISTING_USERS = "allowExistingUsers";

    private static final String DEFAULT_AUDIENCE_BASE = "https://tiledesk.com";
    private static final long DEFAULT_MAX_LIFETIME = 86_400;

    /** Settings of a provider that does not exist yet. */
    public TiledeskIdentityProviderConfig() {}

    /**
     * Settings of a provider of the realm.
     *
     * @param model the provider
     */
    public TiledeskIdentityProviderConfig(IdentityProviderModel model) {
        super(model);
    }

    static List<ProviderConfigProperty> properties() {
        List<String> algorithms = List.of(Algorithm.HS256, Algorithm.HS384, Algorithm.HS512);
        ProviderConfigProperty allowed =
                new ProviderConfigProperty(
                        ALGORITHMS,
                        "Allowed algorithms",
                        "Signature algorithms that a custom JWT may use. None chosen: HS256.",
                        ProviderConfigProperty.MULTIVALUED_LIST_TYPE,
                        Algorithm.HS256);
        allowed.setOptions(algorithms);
        return List.of(
                allowed,
                new ProviderConfigProperty(
                        SHORT_SECRET,
                        "Legacy secret",
                        "On: a Client Secret of 32 bytes serves HS384 and HS512 too, as Tiledesk's own secrets do. Off:"
                                + " the secret must be as long as the hash (RFC 7518 section 3.2).",
                        ProviderConfigProperty.BOOLEAN_TYPE,
                        "false"),
                new ProviderConfigProperty(
                        AUDIENCE_BASE,
                        "Audience base",
                        "The claim 'aud' must be this, '/projects/' and the Client ID.",
                        ProviderConfigProperty.STRING_TYPE,
                        DEFAULT_AUDIENCE_BASE),
                new ProviderConfigProperty(
                        CLOCK_SKEW,
                        "Allowed clock skew",
                        "Seconds by which the site's clock may differ from this server's.",
                        ProviderConfigProperty.STRING_TYPE,
                        "0"),
                new ProviderConfigProperty(
                        MAX_LIFETIME,
                        "Maximum lifetime",
                        "Longest time in seconds from 'iat' (without it: from now) to 'exp' that a custom JWT may have.",
                        ProviderConfigProperty.STRING_TYPE,
                        String.valueOf(DEFAULT_MAX_LIFETIME)),
                new ProviderConfigProperty(
                        EXISTING_USERS,
                        "May sign in existing users",
                        "On: the first-login flow may link a customer to a user of the realm whom this provider has not"
                                + " created. Never one with an admin role. Whoever holds the secret then decides who is"
                                + " signed in.",
                        ProviderConfigProperty.BOOLEAN_TYPE,
                        "false"));
    }

    /** A site's backend signs, no person logs in: there is no page to offer on the login form. */
    @Override
    public void validate(RealmModel realm) {
        super.validate(realm);
        setHideOnLogin(true);
        if (project().isEmpty()) {
            throw new IllegalArgumentException("Client ID must be the id of the Tiledesk project");
        }
        seconds(CLOCK_SKEW, 0);
        seconds(MAX_LIFETIME, DEFAULT_MAX_LIFETIME);
    }

    String project() {
        return text(PROJECT, "");
    }

    /** The secret as it is stored, perhaps a vault expression; empty where there is none. */
    String storedSecret() {
        return getConfig().getOrDefault(SECRET, "");
    }

    Set<String> algorithms() {
        return Set.of(Constants.CFG_DELIMITER_PATTERN.split(text(ALGORITHMS, Algorithm.HS256)));
    }

    String audience() {
        return text(AUDIENCE_BASE, DEFAULT_AUDIENCE_BASE) + "/projects/" + project();
    }

    long clockSkew() {
        return seconds(CLOCK_SKEW, 0);
    }

    long maxLifetime() {
        return seconds(MAX_LIFETIME, DEFAULT_MAX_LIFETIME);
    }

    boolean isShortSecretAllowed() {
        return Boolean.parseBoolean(getConfig().get(SHORT_SECRET));
    }

    boolean isExistingUsersAllowed() {
        return Boolean.parseBoolean(getConfig().get(EXISTING_USERS));
    }

    private String text(String key, String absent) {
        String value = getConfig().get(key);
        return value == null || value.isBlank() ? absent : value.trim();
    }

    private long seconds(String key, long absent) {
        String value = text(key, String.valueOf(absent));
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(key + " must be a number of seconds");
        }
        return Long.parseLong(value);
    }
}
