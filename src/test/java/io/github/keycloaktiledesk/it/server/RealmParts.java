// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.keycloak.representations.idm.AuthenticationExecutionExportRepresentation;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.AuthenticatorConfigRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** The parts of the demo realm's export that tests change before the realm is made. */
public final class RealmParts {

    /** The flow that {@link #firstLogin} makes. */
    public static final String FIRST_LOGIN = "test first login";

    private RealmParts() {}

    /**
     * Does without lock-out, for realms in which an agent signs in again and again: Keycloak
     * refuses that while the last sign-in is still being booked, some milliseconds after its
     * answer.
     */
    public static void allowRapidSignIns(RealmRepresentation realm) {
        realm.setBruteForceProtected(false);
    }

    /** Has passwords hashed in no time, for realms that are made or used in a short transaction. */
    public static void hashQuickly(RealmRepresentation realm) {
        realm.setPasswordPolicy("hashAlgorithm(pbkdf2-sha256) and hashIterations(1)");
    }

    /** Has pages and the console in all languages that there are texts of ours in. */
    public static void speakOurLanguages(RealmRepresentation realm) {
        realm.setInternationalizationEnabled(true);
        realm.setSupportedLocales(Set.of("de", "en", "es", "it"));
        realm.setDefaultLocale("en");
    }

    /** The client of Tiledesk's calls. */
    public static ClientRepresentation client(RealmRepresentation realm) {
        return realm.getClients().stream()
                .filter(client -> Demo.CLIENT.equals(client.getClientId()))
                .findFirst()
                .orElseThrow();
    }

    /** The mappers of the client's own. */
    public static List<ProtocolMapperRepresentation> ownMappers(RealmRepresentation realm) {
        ClientRepresentation client = client(realm);
        if (client.getProtocolMappers() == null) {
            client.setProtocolMappers(new ArrayList<>());
        }
        return client.getProtocolMappers();
    }

    /** The mappers of the client scope that has what a Tiledesk server reads. */
    public static List<ProtocolMapperRepresentation> tiledeskMappers(RealmRepresentation realm) {
        return realm.getClientScopes().get(0).getProtocolMappers();
    }

    /** The settings of the mapper that makes Tiledesk's claims. */
    public static Map<String, String> claims(RealmRepresentation realm) {
        return tiledeskMappers(realm).stream()
                .filter(mapper -> "oidc-tiledesk-claims-mapper".equals(mapper.getProtocolMapper()))
                .findFirst()
                .orElseThrow()
                .getConfig();
    }

    /** The identity provider of the demo's project. */
    public static IdentityProviderRepresentation provider(RealmRepresentation realm) {
        return realm.getIdentityProviders().get(0);
    }

    /** Changes one setting of the demo's provider. */
    public static Consumer<RealmRepresentation> providerWith(String setting, String value) {
        return realm -> provider(realm).getConfig().put(setting, value);
    }

    /** Adds a provider like the demo's, for a project and a secret of its own. */
    public static void addProvider(
            RealmRepresentation realm, String alias, String project, String secret) {
        IdentityProviderRepresentation like = provider(realm);
        IdentityProviderRepresentation added = new IdentityProviderRepresentation();
        added.setAlias(alias);
        added.setProviderId(like.getProviderId());
        added.setEnabled(true);
        added.setFirstBrokerLoginFlowAlias(like.getFirstBrokerLoginFlowAlias());
        added.setConfig(new HashMap<>(like.getConfig()));
        added.getConfig().put("clientId", project);
        added.getConfig().put("clientSecret", secret);
        realm.getIdentityProviders().add(added);
    }

    /** The alias of a provider that tests add for a project. */
    static String alias(String project) {
        return project.toLowerCase(Locale.ROOT);
    }

    /** Adds a provider for a project whose site signs with keys of its own. */
    public static void addKeyProvider(
            RealmRepresentation realm,
            String project,
            String algorithm,
            Map<String, String> settings) {
        addProvider(realm, alias(project), project, "");
        List<IdentityProviderRepresentation> all = realm.getIdentityProviders();
        Map<String, String> config = all.get(all.size() - 1).getConfig();
        config.remove("clientSecret");
        config.remove("legacySecret");
        config.remove("publicKeys");
        config.put("allowedAlgorithms", algorithm);
        config.putAll(settings);
    }

    /** The settings of a step of a flow, by their alias, such as {@code tiledesk guest}. */
    public static Map<String, String> step(RealmRepresentation realm, String alias) {
        return realm.getAuthenticatorConfig().stream()
                .filter(config -> alias.equals(config.getAlias()))
                .findFirst()
                .orElseThrow()
                .getConfig();
    }

    /** Has neither an address nor the realm have a limit of guests. */
    public static void allowAnyNumberOfGuests(RealmRepresentation realm) {
        Map<String, String> guest = step(realm, "tiledesk guest");
        guest.put("guestsPerAddress", "0");
        guest.put("guestsPerRealm", "0");
    }

    /** Adds a client that differs from Tiledesk's in its name and in that it may do everything. */
    public static void addFullScopeClient(RealmRepresentation realm, String clientId) {
        ClientRepresentation added = new ClientRepresentation();
        added.setClientId(clientId);
        added.setPublicClient(true);
        added.setStandardFlowEnabled(false);
        added.setDirectAccessGrantsEnabled(true);
        added.setFullScopeAllowed(true);
        added.setProtocolMappers(new ArrayList<>(tiledeskMappers(realm)));
        realm.getClients().add(added);
    }

    /** Adds a confidential client that may bring the JWTs of these providers' sites (RFC 7523). */
    public static void addGrantClient(
            RealmRepresentation realm, String clientId, String secret, String... providers) {
        ClientRepresentation added = new ClientRepresentation();
        added.setClientId(clientId);
        added.setSecret(secret);
        added.setStandardFlowEnabled(false);
        added.setAttributes(
                new HashMap<>(
                        Map.of(
                                "oauth2.jwt.authorization.grant.enabled",
                                "true",
                                "oauth2.jwt.authorization.grant.idp",
                                String.join("##", providers))));
        realm.getClients().add(added);
    }

    /** A mapper of Tiledesk's client that puts the same value into everybody's tokens. */
    public static void hardcodeClaim(RealmRepresentation realm, String claim, String value) {
        addMapper(
                realm,
                "hardcoded " + claim,
                "oidc-hardcoded-claim-mapper",
                Map.of(
                        "claim.name", claim,
                        "claim.value", value,
                        "jsonType.label", "String",
                        "id.token.claim", "true",
                        "userinfo.token.claim", "true"));
    }

    /** A mapper of Tiledesk's client that adds an audience. */
    public static void addAudience(RealmRepresentation realm, String audience) {
        addMapper(
                realm,
                "audience " + audience,
                "oidc-audience-mapper",
                Map.of("included.custom.audience", audience));
    }

    /** A mapper of Tiledesk's client that puts what a session notes into a claim of that name. */
    public static void addSessionNote(RealmRepresentation realm, String note) {
        addMapper(
                realm,
                "session note " + note,
                "oidc-usersessionmodel-note-mapper",
                Map.of(
                        "user.session.note", note,
                        "claim.name", note,
                        "jsonType.label", "String"));
    }

    private static void addMapper(
            RealmRepresentation realm, String name, String type, Map<String, String> settings) {
        ownMappers(realm).add(protocolMapper(name, type, settings));
    }

    /** A mapper that adds to access tokens and what introspection tells of them. */
    public static ProtocolMapperRepresentation protocolMapper(
            String name, String type, Map<String, String> settings) {
        Map<String, String> config = new HashMap<>(settings);
        config.put("access.token.claim", "true");
        config.put("introspection.token.claim", "true");
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(name);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(type);
        mapper.setConfig(config);
        return mapper;
    }

    /** Adds a role of the realm. */
    public static void addRole(RealmRepresentation realm, RoleRepresentation role) {
        if (realm.getRoles().getRealm() == null) {
            realm.getRoles().setRealm(new ArrayList<>());
        }
        realm.getRoles().getRealm().add(role);
    }

    /**
     * Adds a mapper to the demo's provider, in the provider's sync mode unless a setting says
     * another.
     */
    public static void map(
            RealmRepresentation realm, String name, String type, Map<String, String> settings) {
        realm.addIdentityProviderMapper(mapper(name, type, settings));
    }

    /** A mapper for the demo's provider. */
    static IdentityProviderMapperRepresentation mapper(
            String name, String type, Map<String, String> settings) {
        IdentityProviderMapperRepresentation mapper = new IdentityProviderMapperRepresentation();
        mapper.setName(name);
        mapper.setIdentityProviderAlias(Demo.PROVIDER);
        mapper.setIdentityProviderMapper(type);
        mapper.setConfig(new HashMap<>(Map.of("syncMode", "INHERIT")));
        mapper.getConfig().putAll(settings);
        return mapper;
    }

    /** Has the demo's provider run a flow of these steps at a customer's first sign-in. */
    public static void firstLogin(RealmRepresentation realm, String requirement, String... steps) {
        addFlow(realm, FIRST_LOGIN, requirement, steps);
        provider(realm).setFirstBrokerLoginFlowAlias(FIRST_LOGIN);
    }

    /** Adds a flow of these steps and returns its id. */
    public static String addFlow(
            RealmRepresentation realm, String alias, String requirement, String... steps) {
        List<AuthenticationExecutionExportRepresentation> executions = new ArrayList<>();
        for (String step : steps) {
            AuthenticationExecutionExportRepresentation execution =
                    new AuthenticationExecutionExportRepresentation();
            execution.setAuthenticator(step);
            execution.setRequirement(requirement);
            execution.setPriority(10 * (executions.size() + 1));
            executions.add(execution);
        }
        AuthenticationFlowRepresentation flow = new AuthenticationFlowRepresentation();
        flow.setId(UUID.randomUUID().toString());
        flow.setAlias(alias);
        flow.setProviderId("basic-flow");
        flow.setTopLevel(true);
        flow.setBuiltIn(false);
        flow.setAuthenticationExecutions(executions);
        realm.getAuthenticationFlows().add(flow);
        return flow.getId();
    }

    /**
     * Adds a flow of two parts and returns its id: Keycloak's ways to log in, and a refusal of
     * whoever has this value in this attribute.
     */
    public static String addFlowWithout(
            RealmRepresentation realm, String alias, String attribute, String value) {
        String ways = alias + ": log in";
        String refusal = alias + ": refusal";
        addFlow(realm, ways, "ALTERNATIVE", "auth-cookie", "auth-username-password-form");
        addFlow(
                realm,
                refusal,
                "REQUIRED",
                "conditional-user-attribute",
                "deny-access-authenticator");
        String id = addFlow(realm, alias, "REQUIRED", ways, refusal);
        AuthenticatorConfigRepresentation condition = new AuthenticatorConfigRepresentation();
        condition.setAlias(refusal);
        condition.setConfig(Map.of("attribute_name", attribute, "attribute_expected_value", value));
        realm.getAuthenticatorConfig().add(condition);
        for (AuthenticationFlowRepresentation flow : realm.getAuthenticationFlows()) {
            List<AuthenticationExecutionExportRepresentation> steps =
                    flow.getAuthenticationExecutions();
            if (flow.getAlias().equals(alias)) {
                for (AuthenticationExecutionExportRepresentation part : steps) {
                    part.setFlowAlias(part.getAuthenticator());
                    part.setAuthenticator(null);
                    part.setAuthenticatorFlow(true);
                }
                steps.get(1).setRequirement("CONDITIONAL");
            } else if (flow.getAlias().startsWith(alias + ": ")) {
                flow.setTopLevel(false);
            }
            if (flow.getAlias().equals(refusal)) {
                steps.get(0).setAuthenticatorConfig(refusal);
            }
        }
        return id;
    }
}
