// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.setup.health.TiledeskProviders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.services.resources.admin.IdentityProviderResource;
import org.keycloak.services.resources.admin.IdentityProvidersResource;
import org.keycloak.util.JsonSerialization;

/** The identity provider of a project. */
final class ProviderPart extends MarkedPart {

    private static final String PATH = "identity-provider/instances";
    private static final String PROJECT = "clientId";
    private static final String SECRET = "clientSecret";
    private static final String PROJECT_PREFIX = "requireProjectPrefix";
    private static final List<String> FIELDS =
            List.of(
                    "internalId",
                    "alias",
                    "displayName",
                    "enabled",
                    "trustEmail",
                    "storeToken",
                    "linkOnly",
                    "hideOnLogin",
                    "firstBrokerLoginFlowAlias",
                    "postBrokerLoginFlowAlias",
                    "config");

    private final String project;
    private final String alias;
    private final Map<String, String> settings;

    private ProviderPart(
            SetupCall call, String project, String alias, Map<String, String> settings) {
        super(call, "identity-provider", alias);
        this.project = project;
        this.alias = alias;
        this.settings = settings;
    }

    /**
     * The provider of a project, under the alias that it has or is to have.
     *
     * @param secret what it shares with its site
     * @param several whether the realm has further projects: then no site may name another's
     *     customers
     */
    static ProviderPart of(SetupCall call, String project, String secret, boolean several) {
        String alias =
                TiledeskProviders.of(call.session())
                        .filter(provider -> project.equals(TiledeskProviders.project(provider)))
                        .map(IdentityProviderModel::getAlias)
                        .findFirst()
                        .orElse("tiledesk-" + project);
        return new ProviderPart(
                call,
                project,
                alias,
                several ? Map.of(SECRET, secret, PROJECT_PREFIX, "true") : Map.of(SECRET, secret));
    }

    /** A provider that there is. */
    static ProviderPart of(SetupCall call, IdentityProviderModel provider) {
        return new ProviderPart(
                call, TiledeskProviders.project(provider), provider.getAlias(), Map.of());
    }

    String alias() {
        return alias;
    }

    private IdentityProviderModel provider() {
        return call().session().identityProviders().getByAlias(alias);
    }

    @Override
    boolean exists() {
        IdentityProviderModel provider = provider();
        return provider != null
                && TiledeskProviders.is(provider)
                && project.equals(TiledeskProviders.project(provider));
    }

    @Override
    Optional<String> obstacle() {
        return provider() == null
                ? Optional.empty()
                : Optional.of("Another identity provider has this alias: rename or remove it");
    }

    @Override
    void create() {
        IdentityProviderRepresentation provider = Template.read().provider();
        provider.setAlias(alias);
        provider.setDisplayName("Tiledesk project " + project);
        provider.getConfig().put(PROJECT, project);
        provider.getConfig().putAll(settings);
        new IdentityProvidersResource(
                        call().realm(), call().session(), call().auth(), call().event(PATH))
                .create(provider)
                .close();
    }

    /**
     * Not the secret: who sees a realm's attributes could try which one has this fingerprint. So a
     * new secret is no change.
     */
    @Override
    JsonNode content() {
        ObjectNode content =
                Fingerprint.some(
                        ModelToRepresentation.toRepresentation(
                                call().session(), call().realm(), provider()),
                        FIELDS);
        if (content.path("config") instanceof ObjectNode config) {
            config.remove(SECRET);
        }
        content.set(
                "mappers",
                JsonSerialization.mapper.valueToTree(
                        call().session()
                                .identityProviders()
                                .getMappersByAliasStream(alias)
                                .map(ModelToRepresentation::toRepresentation)
                                .toList()));
        return content;
    }

    @Override
    Optional<String> use() {
        return call().session()
                .users()
                .searchForUserStream(call().realm(), Map.of(UserModel.IDP_ALIAS, alias), 0, 1)
                .findAny()
                .map(user -> "Customers are linked to it");
    }

    @Override
    void delete() {
        new IdentityProviderResource(
                        call().auth(),
                        call().realm(),
                        call().session(),
                        provider(),
                        call().event(PATH + '/' + alias))
                .delete()
                .close();
    }
}
