// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.call.TiledeskClient;
import io.github.keycloaktiledesk.token.TiledeskClaimsMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.services.resources.admin.ClientScopeResource;
import org.keycloak.services.resources.admin.ClientScopesResource;

/** The client scope {@code tiledesk} with the mappers of what a Tiledesk server reads. */
final class ClientScopePart extends MarkedPart {

    /** As the client's. */
    private static final String NAME = TiledeskClient.ID;

    private static final String PATH = "client-scopes";
    private static final List<String> FIELDS =
            List.of("id", "name", "description", "protocol", "attributes", "protocolMappers");

    private static final String CLIENTS =
            "select m.clientId from ClientScopeClientMappingEntity m where m.clientScopeId = :scope";

    private final Template template;

    ClientScopePart(SetupCall call, Template template) {
        super(call, "client-scope", NAME);
        this.template = template;
    }

    /** The scope, or null. Keycloak's own search by name would find the client as well. */
    static ClientScopeModel find(SetupCall call) {
        return call.realm()
                .getClientScopesStream()
                .filter(scope -> NAME.equals(scope.getName()))
                .findFirst()
                .orElse(null);
    }

    private ClientScopeModel scope() {
        return find(call());
    }

    @Override
    boolean exists() {
        return scope() != null;
    }

    /** A client that has the mappers itself must not get them twice. */
    @Override
    boolean isNeedless() {
        return Stream.ofNullable(TiledeskClient.of(call().realm()))
                .flatMap(ClientModel::getProtocolMappersStream)
                .anyMatch(TiledeskClaimsMapper::is);
    }

    @Override
    void create() {
        new ClientScopesResource(call().session(), call().auth(), call().event(PATH))
                .createClientScope(template.clientScope())
                .close();
    }

    @Override
    JsonNode content() {
        return Fingerprint.some(ModelToRepresentation.toRepresentation(scope()), FIELDS);
    }

    @Override
    Optional<String> use() {
        ClientScopeModel scope = scope();
        boolean used =
                scope.getScopeMappingsStream().findAny().isPresent()
                        || isOfRealm(scope)
                        || new Rows(call().session())
                                .exist(CLIENTS, Map.of("scope", scope.getId()));
        return used
                ? Optional.of("It has roles, or a client or the realm has it")
                : Optional.empty();
    }

    private boolean isOfRealm(ClientScopeModel scope) {
        return Stream.of(true, false)
                .flatMap(call().realm()::getDefaultClientScopesStream)
                .anyMatch(scope::equals);
    }

    @Override
    void delete() {
        ClientScopeModel scope = scope();
        new ClientScopeResource(
                        call().realm(),
                        call().auth(),
                        scope,
                        call().session(),
                        call().event(PATH + '/' + scope.getId()))
                .deleteClientScope();
    }
}
