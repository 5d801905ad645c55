package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.AssertionAudience.Kind;
import io.github.keycloaktiledesk.broker.assertion.AssertionRules;
import io.github.keycloaktiledesk.broker.keys.SharedSecrets;
import io.github.keycloaktiledesk.token.TiledeskClaimsMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
    private static final String PREVIOUS_SECRET = "previousSecret";
    private static final String PUBLIC_KEYS = "publicKeys";
    private static final String JWKS_URL = "jwksUrl";
    private static final String PRIVATE_ADDRESSES = "allowPrivateAddresses";
    private static final String ALGORITHMS = "allowedAlgorithms";
    static final String AUDIENCE_BASE = "audienceBase";
    private static final String ACCEPTED_ISSUERS = "acceptedIssuers";
    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String PROJECT_PREFIX = "requireProjectPrefix";
    private static final String EXPIRATION_OPTIONAL = "expirationOptional";
    private static final String SINGLE_USE = "singleUse";
    private static final String CLOCK_SKEW = "clockSkew";
    private static final String MAX_LIFETIME = "maxLifetime";
    private static final String LEGACY_SECRET = "legacySecret";
    private static final String EXISTING_USERS = "allowExistingUsers";

    static final String DEFAULT_AUDIENCE_BASE = TiledeskClaimsMapper.TILEDESK_AUDIENCE;
    private static final long DEFAULT_MAX_LIFETIME = 86_400;
    private static final long LONGEST_LIFETIME = TimeUnit.DAYS.toSeconds(365);
    private static final long LONGEST_SKEW = TimeUnit.MINUTES.toSeconds(10);
    private static final List<String> ALL_ALGORITHMS =
            List.of(Algorithm.HS256, Algorithm.HS384, Algorithm.HS512);

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
        ProviderConfigProperty allowed =
                new ProviderConfigProperty(
                        ALGORITHMS,
                        "Allowed algorithms",
                        "Signature algorithms that a custom JWT may use. None chosen: HS256.",
                        ProviderConfigProperty.MULTIVALUED_LIST_TYPE,
                        Algorithm.HS256);
        allowed.setOptions(ALL_ALGORITHMS);
        return List.of(
                allowed,
                new ProviderConfigProperty(
                        LEGACY_SECRET,
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
                        "Seconds by which the site's clock may differ from this server's; at most 600.",
                        ProviderConfigProperty.STRING_TYPE,
                        "0"),
                new ProviderConfigProperty(
                        MAX_LIFETIME,
                        "Maximum lifetime",
                        "Longest time in seconds from 'iat' (without it: from now) to 'exp' that a custom JWT may have; at most 31536000 (365 days).",
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
        rules();
        if (!ALL_ALGORITHMS.containsAll(algorithms()) || !isSymmetric()) {
            throw new IllegalArgumentException(
                    "Allowed algorithms must be among " + String.join(", ", ALL_ALGORITHMS));
        }
    }

    String project() {
        return text(PROJECT, "");
    }

    /** The secret as it is stored, perhaps a vault expression; empty where there is none. */
    String storedSecret() {
        return getConfig().getOrDefault(SECRET, "");
    }

    /** A vault expression, or empty. */
    String previousSecret() {
        return text(PREVIOUS_SECRET, "");
    }

    /** PEM or a JWKS, or empty. */
    String publicKeys() {
        return text(PUBLIC_KEYS, "");
    }

    /** The address of a JWKS, or empty. */
    String jwksUrl() {
        return text(JWKS_URL, "");
    }

    boolean isPrivateAddressAllowed() {
        return is(PRIVATE_ADDRESSES);
    }

    Set<String> algorithms() {
        Set<String> chosen = texts(ALGORITHMS);
        return chosen.isEmpty() ? Set.of(Algorithm.HS256) : chosen;
    }

    /** Whether the algorithms are those of a shared secret; a mixture is refused. */
    boolean isSymmetric() {
        Set<String> algorithms = algorithms();
        if (SharedSecrets.algorithms().containsAll(algorithms)) {
            return true;
        }
        if (algorithms.stream().anyMatch(SharedSecrets.algorithms()::contains)) {
            throw new IllegalArgumentException(
                    "Allowed algorithms must be either those of a shared secret (HS…) or those of public keys, not both");
        }
        return false;
    }

    /**
     * Whether Keycloak's token endpoint may take this provider's tokens: it finds providers by
     * issuer, and takes no shared secrets.
     */
    boolean isGrantServed() {
        return !issuer().isEmpty()
                && algorithms().stream().noneMatch(SharedSecrets.algorithms()::contains);
    }

    /** The issuer by which Keycloak's token endpoint finds this provider, or empty. */
    private String issuer() {
        return text(ISSUER, "");
    }

    Set<String> subscriptions() {
        return texts(SUBSCRIPTIONS);
    }

    String audienceBase() {
        return text(AUDIENCE_BASE, DEFAULT_AUDIENCE_BASE);
    }

    void setAudienceBase(String base) {
        getConfig().put(AUDIENCE_BASE, base);
    }

    /** The audience of the project itself. */
    String audience() {
        return Kind.PROJECTS.audience(audienceBase(), project());
    }

    boolean isLegacySecret() {
        return is(LEGACY_SECRET);
    }

    boolean isExistingUsersAllowed() {
        return is(EXISTING_USERS);
    }

    /** What a custom JWT has to fulfil. */
    AssertionRules rules() {
        Set<String> audiences = new HashSet<>(Set.of(audience()));
        subscriptions()
                .forEach(id -> audiences.add(Kind.SUBSCRIPTIONS.audience(audienceBase(), id)));
        Set<String> issuers = new HashSet<>(texts(ACCEPTED_ISSUERS));
        if (!issuer().isEmpty()) {
            issuers.add(issuer());
        }
        return new AssertionRules(
                algorithms(),
                audiences,
                issuers,
                is(PROJECT_PREFIX) ? project() + "_" : "",
                clockSkew(),
                maxLifetime(),
                is(EXPIRATION_OPTIONAL),
                is(SINGLE_USE));
    }

    private long clockSkew() {
        return seconds(CLOCK_SKEW, 0, LONGEST_SKEW);
    }

    private long maxLifetime() {
        return seconds(MAX_LIFETIME, DEFAULT_MAX_LIFETIME, LONGEST_LIFETIME);
    }

    private boolean is(String key) {
        return Boolean.parseBoolean(getConfig().get(key));
    }

    private Set<String> texts(String key) {
        return Constants.CFG_DELIMITER_PATTERN
                .splitAsStream(text(key, ""))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private String text(String key, String absent) {
        String value = getConfig().get(key);
        return value == null || value.isBlank() ? absent : value.trim();
    }

    private long seconds(String key, long absent, long most) {
        String value = text(key, String.valueOf(absent));
        if (!value.matches("[0-9]{1,9}") || Long.parseLong(value) > most) {
            throw new IllegalArgumentException(
                    key + " must be a number of seconds, at most " + most);
        }
        return Long.parseLong(value);
    }
}
