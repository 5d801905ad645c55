// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/** What an administrator may change of a flow, with all that is below it. */
final class FlowContent {

    private FlowContent() {}

    static ObjectNode of(RealmModel realm, AuthenticationFlowModel flow) {
        ObjectNode content =
                JsonSerialization.createObjectNode()
                        .put("id", flow.getId())
                        .put("alias", flow.getAlias())
                        .put("description", flow.getDescription());
        ArrayNode executions = content.putArray("authenticationExecutions");
        realm.getAuthenticationExecutionsStream(flow.getId())
                .map(execution -> of(realm, execution))
                .forEach(executions::add);
        return content;
    }

    private static ObjectNode of(RealmModel realm, AuthenticationExecutionModel execution) {
        ObjectNode content =
                JsonSerialization.createObjectNode()
                        .put("requirement", execution.getRequirement().name())
                        .put("priority", execution.getPriority());
        if (execution.isAuthenticatorFlow()) {
            content.set("flow", of(realm, realm.getAuthenticationFlowById(execution.getFlowId())));
        } else {
            content.put("authenticator", execution.getAuthenticator());
        }
        if (execution.getAuthenticatorConfig() != null) {
            AuthenticatorConfigModel settings =
                    realm.getAuthenticatorConfigById(execution.getAuthenticatorConfig());
            Map<String, String> config = settings == null ? Map.of() : settings.getConfig();
            content.set("config", JsonSerialization.mapper.valueToTree(config));
        }
        return content;
    }
}
