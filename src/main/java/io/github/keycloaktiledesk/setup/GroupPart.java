// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.GroupModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.services.resources.admin.GroupResource;
import org.keycloak.services.resources.admin.GroupsResource;

/** The group that guests join. */
final class GroupPart extends MarkedPart {

    private static final String NAME = "tiledesk-guests";
    private static final String PATH = "groups";
    private static final List<String> FIELDS =
            List.of("id", "name", "attributes", "realmRoles", "clientRoles");

    GroupPart(SetupCall call) {
        super(call, "group", NAME);
    }

    static Optional<GroupModel> find(SetupCall call) {
        return Unfiltered.ask(
                call.session(),
                () ->
                        Optional.ofNullable(
                                KeycloakModelUtils.findGroupByPath(
                                        call.session(), call.realm(), '/' + NAME)));
    }

    private GroupModel group() {
        return find(call()).orElseThrow();
    }

    @Override
    boolean exists() {
        return find(call()).isPresent();
    }

    @Override
    void create() {
        GroupRepresentation group = Template.read().group();
        new GroupsResource(call().realm(), call().session(), call().auth(), call().event(PATH))
                .addTopLevelGroup(group)
                .close();
    }

    @Override
    JsonNode content() {
        return Fingerprint.some(ModelToRepresentation.toRepresentation(group(), true), FIELDS);
    }

    @Override
    Optional<String> use() {
        boolean used =
                group().getSubGroupsStream().findAny().isPresent()
                        || call().session()
                                .users()
                                .getGroupMembersStream(call().realm(), group(), 0, 1)
                                .findAny()
                                .isPresent();
        return used ? Optional.of("It has members or subgroups") : Optional.empty();
    }

    @Override
    boolean isNeededBy(Outcome other) {
        return ClientPart.KIND.equals(other.part()) || Template.SIGN_IN.equals(other.name());
    }

    @Override
    void delete() {
        GroupModel group = group();
        new GroupResource(
                        call().realm(),
                        group,
                        call().session(),
                        call().auth(),
                        call().event(PATH + '/' + group.getId()))
                .deleteGroup();
    }
}
