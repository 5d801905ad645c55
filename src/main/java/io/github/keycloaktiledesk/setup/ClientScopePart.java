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

    private static final String PATH = "client-scopes";
    private static final List<String> FIELDS =
            List.of("id", "name", "description", "protocol", "attributes", "protocolMappers");

    private static final String CLIENTS =
            "select m.clientId from ClientScopeClientMappingEntity m"
                    + " where m.clientScopeId = :scope and m.clientId <> :own";

    private final Template template;

    ClientScopePart(SetupCall call, Template template) {
        super(call, "client-scope", template.clientScope().getName());
        this.template = template;
    }

    /** The scope, or null. */
    static ClientScopeModel find(SetupCall call) {
        String name = Template.read().clientScope().getName();
        return call.realm()
                .getClientScopesStream()
                .filter(scope -> name.equals(scope.getName()))
                .findFirst()
                .orElse(null);
    }

    private ClientScopeModel scope() {
        return find(call());
    }

    private Optional<ClientModel> client() {
        return Optional.ofNullable(TiledeskClient.of(call().realm()));
    }

    @Override
    boolean exists() {
        return scope() != null;
    }

    /** A client that has the mappers itself must not get them twice. */
    @Override
    boolean isNeedless() {
        return client().stream()
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
        boolean used =
                scope().getScopeMappingsStream().findAny().isPresent()
                        || isOfRealm(scope())
                        || isOfOtherClients(scope());
        return used
                ? Optional.of("It has roles, or another client or the realm has it")
                : Optional.empty();
    }

    private boolean isOfRealm(ClientScopeModel scope) {
        return Stream.of(true, false)
                .flatMap(call().realm()::getDefaultClientScopesStream)
                .anyMatch(scope::equals);
    }

    private boolean isOfOtherClients(ClientScopeModel scope) {
        String own = client().map(ClientModel::getId).orElse("");
        return new Rows(call().session())
                .exist(CLIENTS, Map.of("scope", scope.getId(), "own", own));
    }

    @Override
    boolean isNeededBy(Outcome other) {
        return ClientPart.KIND.equals(other.part());
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
