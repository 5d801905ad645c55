// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.call.TiledeskClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.resources.admin.ClientResource;
import org.keycloak.services.resources.admin.ClientsResource;
import org.keycloak.services.resources.admin.RoleContainerResource;

/** The client {@code tiledesk} with its role, bound to its flow. */
final class ClientPart extends MarkedPart {

    static final String KIND = "client";

    private static final String PATH = "clients";
    private static final List<String> FIELDS =
            List.of(
                    "id",
                    "clientId",
                    "name",
                    "description",
                    "enabled",
                    "publicClient",
                    "bearerOnly",
                    "consentRequired",
                    "standardFlowEnabled",
                    "implicitFlowEnabled",
                    "directAccessGrantsEnabled",
                    "serviceAccountsEnabled",
                    "fullScopeAllowed",
                    "redirectUris",
                    "webOrigins",
                    "attributes",
                    "authenticationFlowBindingOverrides",
                    "defaultClientScopes",
                    "optionalClientScopes",
                    "protocolMappers");

    private final Template template;
    private final List<String> webOrigins;

    ClientPart(SetupCall call, Template template, List<String> webOrigins) {
        super(call, KIND, TiledeskClient.ID);
        this.template = template;
        this.webOrigins = webOrigins;
    }

    private ClientModel client() {
        return TiledeskClient.of(call().realm());
    }

    @Override
    boolean exists() {
        return client() != null;
    }

    /** Without its flow it would answer no call, and a later setup would leave it like that. */
    @Override
    Optional<String> obstacle() {
        return flow() == null
                ? Optional.of("Its flow '%s' is missing".formatted(Template.SIGN_IN))
                : Optional.empty();
    }

    private AuthenticationFlowModel flow() {
        return call().realm().getFlowByAlias(Template.SIGN_IN);
    }

    @Override
    void create() {
        ClientRepresentation representation = template.client();
        representation.setWebOrigins(webOrigins);
        representation.setAuthenticationFlowBindingOverrides(
                new HashMap<>(
                        Map.of(AuthenticationFlowBindings.DIRECT_GRANT_BINDING, flow().getId())));
        ClientModel client =
                new ClientsResource(call().session(), call().auth(), call().event(PATH))
                        .createClientModel(representation);
        new RoleContainerResource(
                        call().session(),
                        call().session().getContext().getUri(),
                        call().realm(),
                        call().auth(),
                        client,
                        call().event(PATH + '/' + client.getId() + "/roles"))
                .createRole(template.role())
                .close();
    }

    @Override
    JsonNode content() {
        return Fingerprint.some(
                ModelToRepresentation.toRepresentation(client(), call().session()), FIELDS);
    }

    @Override
    Optional<String> use() {
        if (client().getRolesStream().anyMatch(new RoleUse(call())::of)) {
            return Optional.of("Somebody has a role of it, or a role of it has been changed");
        }
        // Guests and customers have tokens of it, and no sessions that would tell.
        return call().session().sessions().getActiveUserSessions(call().realm(), client()) > 0
                ? Optional.of("Agents have sessions by it")
                : new OurUsers(call()).reasonToKeepSignedIn();
    }

    @Override
    void delete() {
        ClientModel client = client();
        new ClientResource(
                        call().realm(),
                        call().auth(),
                        client,
                        call().session(),
                        call().event(PATH + '/' + client.getId()))
                .deleteClient();
    }
}
