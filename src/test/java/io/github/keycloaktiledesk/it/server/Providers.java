// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.util.JsonSerialization;

/** A realm's identity providers of type {@code tiledesk}, kept by an administrator. */
public final class Providers {

    /** What Keycloak shows in place of a Client Secret. */
    public static final String MASK = "**********";

    private final TestRealm realm;

    /** The providers of this realm. */
    public Providers(TestRealm realm) {
        this.realm = realm;
    }

    /** Settings with changes. */
    public static Map<String, String> with(
            Map<String, String> settings, Map<String, String> changes) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.putAll(changes);
        return changed;
    }

    /** A provider with these settings, as the console describes it. */
    public static IdentityProviderRepresentation describe(
            String alias, Map<String, String> settings) {
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(alias);
        provider.setProviderId("tiledesk");
        provider.setEnabled(true);
        provider.setFirstBrokerLoginFlowAlias("tiledesk first login");
        provider.setConfig(new HashMap<>(settings));
        return provider;
    }

    /** Adds a provider. */
    public void add(String alias, Map<String, String> settings) {
        try (Response response = create(describe(alias, settings))) {
            if (response.getStatus() != 201) {
                throw new AssertionError(
                        "Not created: "
                                + response.getStatus()
                                + " "
                                + response.readEntity(String.class));
            }
        }
    }

    /** What an administrator is told who adds such a provider in vain. */
    public String refusalToAdd(IdentityProviderRepresentation provider) {
        try (Response response = create(provider)) {
            return refusal(response);
        }
    }

    private Response create(IdentityProviderRepresentation provider) {
        return realm.admin().identityProviders().create(provider);
    }

    /** Removes a provider. */
    public void remove(String alias) {
        resource(alias).remove();
    }

    /** Changes settings of a provider; null removes one. */
    public void set(String alias, Map<String, String> settings) {
        change(alias, provider -> apply(provider, settings));
    }

    /** What an administrator is told who changes settings of a provider in vain. */
    public String refusalToSet(String alias, Map<String, String> settings) {
        return refusal(() -> set(alias, settings));
    }

    /** What an administrator is told who does this in vain. */
    public static String refusal(Runnable change) {
        try {
            change.run();
        } catch (WebApplicationException e) {
            return refusal(e.getResponse());
        }
        throw new AssertionError("Not refused");
    }

    private static String refusal(Response response) {
        String body = response.readEntity(String.class);
        if (response.getStatus() != 400) {
            throw new AssertionError("Not 400: " + response.getStatus() + " " + body);
        }
        try {
            JsonNode message = JsonSerialization.mapper.readTree(body).path("errorMessage");
            return message.asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Changes settings past the checks of our form: a request may name another type, whose checks
     * are then made, while the provider keeps its own.
     */
    public void plant(String alias, Map<String, String> settings) {
        change(
                alias,
                provider -> {
                    provider.setProviderId("github");
                    apply(provider, settings);
                });
        if (!"tiledesk".equals(read(alias).getProviderId())) {
            throw new AssertionError("The provider has become another one");
        }
    }

    private static void apply(
            IdentityProviderRepresentation provider, Map<String, String> settings) {
        settings.forEach(
                (name, value) -> {
                    if (value == null) {
                        provider.getConfig().remove(name);
                    } else {
                        provider.getConfig().put(name, value);
                    }
                });
    }

    /** Changes a provider as the console does. */
    public void change(String alias, Consumer<IdentityProviderRepresentation> change) {
        IdentityProviderRepresentation provider = read(alias);
        change.accept(provider);
        resource(alias).update(provider);
    }

    /** What the console is shown of a provider. */
    public IdentityProviderRepresentation read(String alias) {
        return resource(alias).toRepresentation();
    }

    /** The aliases of all providers. */
    public List<String> aliases() {
        return realm.admin().identityProviders().findAll().stream()
                .map(IdentityProviderRepresentation::getAlias)
                .toList();
    }

    private IdentityProviderResource resource(String alias) {
        return realm.admin().identityProviders().get(alias);
    }
}
