// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.broker.assertion.AssertionAudience;
import io.github.keycloaktiledesk.setup.SetupRequest.Project;
import io.github.keycloaktiledesk.setup.health.DemoSecrets;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what a setup is asked for. */
final class SetupBody {

    private static final int MAX_LIST = 100;
    private static final int MAX_GUESTS = 999_999_999;

    /** As Tiledesk makes them, and other texts that can be part of a provider's alias. */
    private static final String PROJECT_ID = "[A-Za-z0-9._-]{1,200}";

    private static final Set<String> FIELDS =
            Set.of("projects", "webOrigins", "guestsPerAddress", "guestsPerRealm");
    private static final Set<String> PROJECT_FIELDS = Set.of("id", "secret");

    private SetupBody() {}

    /**
     * Reads a body.
     *
     * @throws SetupException if it cannot be read or asks for what there is not
     */
    static SetupRequest read(HttpHeaders headers, InputStream body) {
        ObjectNode fields = JsonBody.read(headers, body);
        JsonBody.checkFields(fields, FIELDS, "the body");
        List<Project> projects = list(fields, "projects", SetupBody::project);
        if (new HashSet<>(projects.stream().map(Project::id).toList()).size() < projects.size()) {
            throw SetupException.badRequest("projects names a project twice");
        }
        return new SetupRequest(
                projects,
                list(fields, "webOrigins", SetupBody::webOrigin),
                number(fields, "guestsPerAddress"),
                number(fields, "guestsPerRealm"));
    }

    private static <T> List<T> list(ObjectNode fields, String name, Function<JsonNode, T> element) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > MAX_LIST) {
            throw SetupException.badRequest(
                    name + " must be an array of at most " + MAX_LIST + " elements");
        }
        List<T> elements = new ArrayList<>();
        value.forEach(node -> elements.add(element.apply(node)));
        return List.copyOf(elements);
    }

    private static Project project(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            throw SetupException.badRequest("Each of projects must be an object with an id");
        }
        JsonBody.checkFields(object, PROJECT_FIELDS, "projects");
        JsonNode id = object.path("id");
        if (!id.isTextual() || !id.textValue().matches(PROJECT_ID)) {
            throw SetupException.badRequest(
                    "The id of each of projects must be the id of a Tiledesk project: letters,"
                            + " digits, '-', '_' and '.'");
        }
        return new Project(id.textValue(), secret(object.path("secret")));
    }

    private static Optional<String> secret(JsonNode secret) {
        if (secret.isMissingNode()) {
            return Optional.empty();
        }
        if (!secret.isTextual() || secret.textValue().isBlank()) {
            throw SetupException.badRequest(
                    "A secret must be a text; leave it out to have one made");
        }
        if (DemoSecrets.isOne(secret.textValue())) {
            throw SetupException.badRequest(
                    "A secret of the demo realm is known to everybody: use the project's own");
        }
        return Optional.of(secret.textValue());
    }

    private static String webOrigin(JsonNode node) {
        if (!node.isTextual()
                || !"*".equals(node.textValue()) && !AssertionAudience.isBase(node.textValue())) {
            throw SetupException.badRequest(
                    "Each of webOrigins must be http(s)://host or http(s)://host:port, with nothing"
                            + " after it, or *");
        }
        return node.textValue();
    }

    private static Optional<Integer> number(ObjectNode fields, String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > MAX_GUESTS) {
            throw SetupException.badRequest(
                    name + " must be a whole number from 0 (any number) to " + MAX_GUESTS);
        }
        return Optional.of(value.intValue());
    }
}
