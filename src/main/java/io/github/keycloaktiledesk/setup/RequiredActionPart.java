// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.services.resources.admin.AuthenticationManagementResource;

/**
 * The required action that keeps guests from completing a profile. Keycloak puts a new one below
 * all others, so also below 'Verify Profile'.
 */
final class RequiredActionPart extends MarkedPart {

    static final String KIND = "required-action";

    private static final String PATH = "authentication/";
    private static final List<String> FIELDS = List.of("alias", "name", "enabled", "defaultAction");

    private final RequiredActionProviderRepresentation action = Template.read().requiredAction();

    RequiredActionPart(SetupCall call) {
        super(call, KIND, Template.read().requiredAction().getName());
    }

    @Override
    String key() {
        return KIND + '.' + action.getAlias();
    }

    @Override
    boolean exists() {
        return call().realm().getRequiredActionProviderByAlias(action.getAlias()) != null;
    }

    @Override
    void create() {
        resource("register-required-action")
                .registerRequiredAction(
                        new HashMap<>(
                                Map.of(
                                        "providerId",
                                        action.getProviderId(),
                                        "name",
                                        action.getName())));
    }

    /** Not its place in the list, which other actions change as well. */
    @Override
    JsonNode content() {
        return Fingerprint.some(
                ModelToRepresentation.toRepresentation(
                        call().realm().getRequiredActionProviderByAlias(action.getAlias())),
                FIELDS);
    }

    @Override
    Optional<String> use() {
        return new OurUsers(call()).reasonToKeep();
    }

    /** Each of those before it serves guests or customers. */
    @Override
    boolean isNeededBy(Outcome other) {
        return true;
    }

    @Override
    void delete() {
        resource("required-actions/" + action.getAlias()).removeRequiredAction(action.getAlias());
    }

    private AuthenticationManagementResource resource(String path) {
        return new AuthenticationManagementResource(
                call().session(), call().auth(), call().event(PATH + path));
    }
}
