// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.RepresentationToModel;
import org.keycloak.representations.idm.AuthenticationExecutionExportRepresentation;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;

/**
 * Makes flows of an export. Keycloak's import finds the settings of steps by their alias, of which
 * a realm may have several; here each step gets its own.
 *
 * @param realm the realm that gets the flows
 * @param template what has them and the settings of their steps
 */
record FlowMaker(RealmModel realm, Template template) {

    /** The aliases of a flow's sub-flows, at any depth. */
    Stream<String> aliasesBelow(String alias) {
        return template.flow(alias).getAuthenticationExecutions().stream()
                .filter(AuthenticationExecutionExportRepresentation::isAuthenticatorFlow)
                .map(AuthenticationExecutionExportRepresentation::getFlowAlias)
                .flatMap(below -> Stream.concat(Stream.of(below), aliasesBelow(below)));
    }

    AuthenticationFlowModel make(String alias) {
        AuthenticationFlowRepresentation flow = template.flow(alias);
        AuthenticationFlowModel made =
                realm.addAuthenticationFlow(RepresentationToModel.toModel(flow));
        flow.getAuthenticationExecutions()
                .forEach(execution -> realm.addAuthenticatorExecution(execution(made, execution)));
        return made;
    }

    private AuthenticationExecutionModel execution(
            AuthenticationFlowModel parent, AuthenticationExecutionExportRepresentation execution) {
        AuthenticationExecutionModel made = new AuthenticationExecutionModel();
        made.setParentFlow(parent.getId());
        made.setRequirement(Requirement.valueOf(execution.getRequirement()));
        made.setPriority(execution.getPriority());
        made.setAuthenticator(execution.getAuthenticator());
        made.setAuthenticatorFlow(execution.isAuthenticatorFlow());
        if (execution.isAuthenticatorFlow()) {
            made.setFlowId(make(execution.getFlowAlias()).getId());
        }
        if (execution.getAuthenticatorConfig() != null) {
            made.setAuthenticatorConfig(settings(execution.getAuthenticatorConfig()));
        }
        return made;
    }

    private String settings(String alias) {
        return realm.addAuthenticatorConfig(RepresentationToModel.toModel(template.settings(alias)))
                .getId();
    }
}
