package io.github.keycloaktiledesk.broker;

import java.util.List;
import org.keycloak.crypto.Algorithm;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The provider's form in the admin console. Alias, Client ID and Client Secret are Keycloak's own
 * fields, so what is to be said about them is said at the first of ours.
 */
final class SettingsForm {

    private SettingsForm() {}

    static List<ProviderConfigProperty> properties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(TiledeskIdentityProviderConfig.ALGORITHMS)
                .label("Allowed algorithms")
                .helpText(
                        "Signature algorithms that a custom JWT may use; none chosen means HS256. The web widget hands the"
                                + " custom JWT to Tiledesk too, so for it choose HS256: the Client Secret above must then be"
                                + " the project's own secret in Tiledesk, and both are changed together. RS, PS, ES and EdDSA"
                                + " suit clients that use nothing but the returned token: they need Public keys or a JWKS"
                                + " URL, and the Client Secret is not used, so that any text will do. Never both kinds.")
                .type(ProviderConfigProperty.MULTIVALUED_LIST_TYPE)
                .options(TiledeskIdentityProviderConfig.ALL_ALGORITHMS)
                .defaultValue(Algorithm.HS256)
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.LEGACY_SECRET)
                .label("Legacy secret")
                .helpText(
                        "HS256 needs a Client Secret of 32 bytes, HS384 48 and HS512 64 (RFC 7518 section 3.2). On: 32 bytes"
                                + " will do for each, since Tiledesk's own secrets have 36.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.PREVIOUS_SECRET)
                .label("Previous secret")
                .helpText(
                        "While the Client Secret is changed: the old one, which is then accepted as well. Whoever sees this"
                                + " provider sees this field, so it takes a reference to the vault only, ${vault.<key>}. Empty"
                                + " it when the site signs with the new secret.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.PUBLIC_KEYS)
                .label("Public keys")
                .helpText(
                        "Public keys or certificates of the site in PEM, one after the other, or a JWKS. RSA keys need 2048"
                                + " bits. Never a private key. Leave it empty if there is a JWKS URL.")
                .type(ProviderConfigProperty.TEXT_TYPE)
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.JWKS_URL)
                .label("JWKS URL")
                .helpText(
                        "Address at which the site publishes its public keys as a JWKS, https only. Leave it empty if there"
                                + " are Public keys.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.PRIVATE_ADDRESSES)
                .label("JWKS URL may be private")
                .helpText(
                        "On: the JWKS URL may lead to an address of this server's own network. Off: it must be a public one, so"
                                + " that nobody reaches internal services by it.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .property()
                .name(IdentityProviderModel.ISSUER)
                .label("Issuer")
                .helpText(
                        "If not empty, a custom JWT must have this 'iss', or one of the accepted issuers. By it Keycloak's own"
                                + " token endpoint finds this provider (grant type jwt-bearer, public keys only), so no other"
                                + " provider for that may have it.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.ACCEPTED_ISSUERS)
                .label("Accepted issuers")
                .helpText(
                        "Further values of 'iss' that a custom JWT may have. If these and Issuer are empty, 'iss' is not looked"
                                + " at.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.AUDIENCE_BASE)
                .label("Audience base")
                .helpText(
                        "The 'aud' of a custom JWT must be this, '/projects/' and the Client ID, or this, '/subscriptions/' and"
                                + " one of the subscriptions.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(TiledeskIdentityProviderConfig.DEFAULT_AUDIENCE_BASE)
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.SUBSCRIPTIONS)
                .label("Subscriptions")
                .helpText(
                        "Ids of the project's subscriptions whose connectors sign custom JWTs with the same secret or keys.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.CLOCK_SKEW)
                .label("Allowed clock skew")
                .helpText(
                        "Seconds by which the site's clock may differ from this server's; at most "
                                + TiledeskIdentityProviderConfig.LONGEST_SKEW
                                + ". An 'iat' further in the future is refused.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("0")
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.MAX_LIFETIME)
                .label("Maximum lifetime")
                .helpText(
                        "Longest time in seconds from 'iat' (without it: from now) to 'exp' that a custom JWT may have; at most "
                                + TiledeskIdentityProviderConfig.LONGEST_LIFETIME
                                + " (365 days).")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(String.valueOf(TiledeskIdentityProviderConfig.DEFAULT_MAX_LIFETIME))
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.EXPIRATION_OPTIONAL)
                .label("Tokens without expiration")
                .helpText(
                        "On: a custom JWT without 'exp' is taken if it has 'iat', and ends the maximum lifetime after that. Off:"
                                + " it is refused.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.SINGLE_USE)
                .label("Single use")
                .helpText(
                        "On: a custom JWT must have a 'jti' and is taken once. A page that gives the"
                                + " web widget the same one at each load needs it off.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.PROJECT_PREFIX)
                .label("Ids begin with the project")
                .helpText(
                        "On: a customer's '_id' must begin with the Client ID and '_', as Tiledesk documents it. Off: it may be"
                                + " any.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .property()
                .name(TiledeskIdentityProviderConfig.EXISTING_USERS)
                .label("May sign in existing users")
                .helpText(
                        "On: the first-login flow may link a customer to a user of the realm whom this provider has not created."
                                + " Never one with an admin role. Whoever holds the secret or private key then decides who is"
                                + " signed in.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue("false")
                .add()
                .build();
    }
}
