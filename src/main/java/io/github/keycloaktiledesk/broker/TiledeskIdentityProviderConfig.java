// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import io.github.keycloaktiledesk.broker.assertion.AssertionAudience.Kind;
import io.github.keycloaktiledesk.broker.assertion.AssertionRules;
import io.github.keycloaktiledesk.broker.keys.PublicKeys;
import io.github.keycloaktiledesk.broker.keys.SharedSecrets;
import io.github.keycloaktiledesk.token.ProviderType;
import io.github.keycloaktiledesk.token.TiledeskClaimsMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.crypto.Algorithm;
import org.keycloak.models.Constants;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderShowInAccountConsole;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.RealmModel;
import org.keycloak.util.Booleans;
import org.keycloak.utils.KeycloakSessionUtil;

/** The settings of an identity provider of type {@code tiledesk}. */
public final class TiledeskIdentityProviderConfig extends IdentityProviderModel {

    private static final long serialVersionUID = 1L;

    /** Keycloak's key for what the console calls Client ID: here the project id. */
    static final String PROJECT = "clientId";

    static final String SECRET = "clientSecret";
    static final String PREVIOUS_SECRET = "previousSecret";
    static final String PUBLIC_KEYS = "publicKeys";
    static final String JWKS_URL = "jwksUrl";
    static final String PRIVATE_ADDRESSES = "allowPrivateAddresses";
    static final String ALGORITHMS = "allowedAlgorithms";
    static final String AUDIENCE_BASE = "audienceBase";
    static final String ACCEPTED_ISSUERS = "acceptedIssuers";
    static final String SUBSCRIPTIONS = "subscriptions";
    private static final String SUBSCRIPTION_KEY = "subscription.";
    static final String PROJECT_PREFIX = "requireProjectPrefix";
    static final String EXPIRATION_OPTIONAL = "expirationOptional";
    static final String SINGLE_USE = "singleUse";
    static final String CLOCK_SKEW = "clockSkew";
    static final String MAX_LIFETIME = "maxLifetime";
    static final String LEGACY_SECRET = "legacySecret";
    static final String EXISTING_USERS = ProviderType.EXISTING_USERS;

    static final String DEFAULT_AUDIENCE_BASE = TiledeskClaimsMapper.TILEDESK_AUDIENCE;
    static final long DEFAULT_MAX_LIFETIME = 86_400;
    static final long LONGEST_LIFETIME = TimeUnit.DAYS.toSeconds(365);
    static final long LONGEST_SKEW = TimeUnit.MINUTES.toSeconds(10);

    /** The signature algorithms that there are to choose from. */
    static final List<String> ALL_ALGORITHMS =
            Stream.concat(SharedSecrets.algorithms().stream(), PublicKeys.algorithms().stream())
                    .toList();

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

    /** What every save and every import of a provider passes. */
    @Override
    public void validate(RealmModel realm) {
        super.validate(realm);
        // A site's backend signs, no person logs in: there is no page to offer.
        setHideOnLogin(true);
        getConfig().put(SHOW_IN_ACCOUNT_CONSOLE, IdentityProviderShowInAccountConsole.NEVER.name());
        indexSubscriptions();
        SettingsCheck.check(KeycloakSessionUtil.getKeycloakSession(), this);
    }

    /**
     * The project whose customers the provider signs in.
     *
     * @return the project id, or an empty text
     */
    public String project() {
        return text(PROJECT, "");
    }

    /**
     * The secret as it is stored.
     *
     * @return the secret or a vault expression; empty where there is none
     */
    public String storedSecret() {
        return raw(SECRET);
    }

    /**
     * A vault expression, or empty.
     *
     * @throws IllegalArgumentException if it is anything else: Keycloak masks the Client Secret
     *     only, so that everybody who sees the provider would see a secret in here
     */
    String previousSecret() {
        String expression = text(PREVIOUS_SECRET, "");
        if (!expression.isEmpty() && !ProjectSecrets.isKeptInVault(expression)) {
            throw new IllegalArgumentException(
                    "Previous secret is shown to whoever sees the provider: put the secret into the vault, and "
                            + "${vault.<its key>} in here");
        }
        return expression;
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

    /** The allowed algorithms, in the order of {@link #ALL_ALGORITHMS}. */
    List<String> algorithms() {
        Set<String> chosen = texts(ALGORITHMS);
        if (chosen.isEmpty()) {
            return List.of(Algorithm.HS256);
        }
        if (!ALL_ALGORITHMS.containsAll(chosen)) {
            throw new IllegalArgumentException(
                    "Allowed algorithms must be among " + String.join(", ", ALL_ALGORITHMS));
        }
        return ALL_ALGORITHMS.stream().filter(chosen::contains).toList();
    }

    /** Whether the algorithms are those of a shared secret; a mixture is refused. */
    boolean isSymmetric() {
        List<String> algorithms = algorithms();
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
        Set<String> algorithms = texts(ALGORITHMS);
        return !Booleans.isTrue(isLinkOnly())
                && !issuer().isEmpty()
                && !algorithms.isEmpty()
                && algorithms.stream().noneMatch(SharedSecrets.algorithms()::contains);
    }

    /** The issuer by which Keycloak's token endpoint finds this provider, or empty. */
    String issuer() {
        return text(ISSUER, "");
    }

    Set<String> subscriptions() {
        return texts(SUBSCRIPTIONS);
    }

    /** A setting by which the provider of a subscription is found with one query. */
    static String subscriptionKey(String id) {
        return SUBSCRIPTION_KEY + id;
    }

    private void indexSubscriptions() {
        getConfig().keySet().removeIf(key -> key.startsWith(SUBSCRIPTION_KEY));
        subscriptions().forEach(id -> getConfig().put(subscriptionKey(id), audienceBase()));
    }

    /**
     * How a further sign-in changes a customer.
     *
     * @throws IllegalArgumentException if an import has brought another word
     */
    @Override
    public IdentityProviderSyncMode getSyncMode() {
        try {
            return super.getSyncMode();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Sync mode must be IMPORT, LEGACY or FORCE", e);
        }
    }

    String audienceBase() {
        return text(AUDIENCE_BASE, DEFAULT_AUDIENCE_BASE);
    }

    /** The audience of the project itself. */
    String audience() {
        return Kind.PROJECTS.audience(audienceBase(), project());
    }

    /**
     * Whether the secret may be shorter than the algorithm's hash.
     *
     * @return whether <em>Legacy secret</em> is on
     */
    public boolean isLegacySecret() {
        return is(LEGACY_SECRET);
    }

    boolean isExistingUsersAllowed() {
        return ProviderType.reachesExistingUsers(this);
    }

    /**
     * Whether the project's site can only name customers of its own.
     *
     * @return whether <em>Ids begin with the project</em> is on
     */
    public boolean isProjectPrefixRequired() {
        return is(PROJECT_PREFIX);
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
                Set.copyOf(algorithms()),
                audiences,
                issuers,
                isProjectPrefixRequired() ? project() + "_" : "",
                clockSkew(),
                maxLifetime(),
                is(EXPIRATION_OPTIONAL),
                isSingleUse());
    }

    boolean isSingleUse() {
        return is(SINGLE_USE);
    }

    /** Seconds by which clocks may differ. */
    long clockSkew() {
        return seconds(CLOCK_SKEW, "Allowed clock skew", 0, 0, LONGEST_SKEW);
    }

    /** Seconds that a token may live. */
    long maxLifetime() {
        return seconds(MAX_LIFETIME, "Maximum lifetime", DEFAULT_MAX_LIFETIME, 1, LONGEST_LIFETIME);
    }

    /** A setting exactly as it is stored, for which Keycloak's queries ask; empty where absent. */
    String raw(String key) {
        return Objects.requireNonNullElse(getConfig().get(key), "");
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

    private long seconds(String key, String label, long absent, long least, long most) {
        String value = text(key, String.valueOf(absent));
        long seconds = value.matches("[0-9]{1,9}") ? Long.parseLong(value) : -1;
        if (seconds < least || seconds > most) {
            throw new IllegalArgumentException(
                    label + " must be a number of seconds from " + least + " to " + most);
        }
        return seconds;
    }
}
