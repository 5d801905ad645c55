// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resources.admin.AuthenticationManagementResource;

/** A flow with its sub-flows. */
final class FlowPart extends MarkedPart {

    private static final String PATH = "authentication/flows";

    private final String alias;
    private final FlowMaker maker;

    /**
     * A flow.
     *
     * @param template what has it and the settings of its steps
     */
    FlowPart(SetupCall call, Template template, String alias) {
        super(call, "flow", alias);
        this.alias = alias;
        this.maker = new FlowMaker(call.realm(), template);
    }

    private AuthenticationFlowModel flow() {
        return call().realm().getFlowByAlias(alias);
    }

    @Override
    boolean exists() {
        return flow() != null;
    }

    @Override
    Optional<String> obstacle() {
        return maker.aliasesBelow(alias)
                .filter(below -> call().realm().getFlowByAlias(below) != null)
                .findFirst()
                .map(below -> "There is another flow '" + below + "': rename or remove that one");
    }

    @Override
    void create() {
        AuthenticationFlowModel flow = maker.make(alias);
        call().event(PATH)
                .operation(OperationType.CREATE)
                .resource(ResourceType.AUTH_FLOW)
                .resourcePath(call().session().getContext().getUri(), flow.getId())
                .representation(FlowContent.of(call().realm(), flow))
                .success();
    }

    @Override
    JsonNode content() {
        return FlowContent.of(call().realm(), flow());
    }

    @Override
    Optional<String> use() {
        return KeycloakModelUtils.isFlowUsed(call().session(), call().realm(), flow())
                ? Optional.of("A client, an identity provider or the realm uses it")
                : Optional.empty();
    }

    @Override
    void delete() {
        String id = flow().getId();
        new AuthenticationManagementResource(
                        call().session(), call().auth(), call().event(PATH + '/' + id))
                .deleteFlow(id);
    }
}
