// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.call.TiledeskClient;
import io.github.keycloaktiledesk.setup.Outcome.State;
import io.github.keycloaktiledesk.setup.SetupRequest.Project;
import io.github.keycloaktiledesk.setup.health.TiledeskProviders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the parts of a realm, or removes them.
 *
 * @param call the call
 * @param request what is asked for
 */
record Setup(SetupCall call, SetupRequest request) {

    private static final String CLIENT = "client";
    private static final String FLOW = "flow";

    /** Makes what is missing, each part after those that it needs. */
    ObjectNode make() {
        SetupReport report = new SetupReport(State.CREATED, State.KEPT, State.MISSING);
        boolean mayView = Permissions.of(call).mayView();
        parts().forEach(part -> report.add(part.make()));
        boolean several = hasSeveralProjects();
        request.projects().forEach(project -> makeProvider(project, several, report));
        warnOfIgnored(report);
        report.addTroubles(mayView ? call.health() : List.of());
        return report.body();
    }

    /** Removes what can be, each part before those that it needs. */
    ObjectNode remove() {
        SetupReport report = new SetupReport(State.REMOVED, State.KEPT);
        List<Part> parts = new ArrayList<>(parts());
        TiledeskProviders.of(call.session())
                .map(provider -> ProviderPart.of(call, provider))
                .forEach(parts::add);
        Collections.reverse(parts);
        parts.forEach(part -> report.add(part.remove(report.outcomes())));
        return report.body();
    }

    private List<Part> parts() {
        Template template = Template.read();
        Map<String, String> guests = template.guestSettings();
        request.guestsPerAddress().ifPresent(n -> guests.put("guestsPerAddress", n.toString()));
        request.guestsPerRealm().ifPresent(n -> guests.put("guestsPerRealm", n.toString()));
        return List.of(
                new GroupPart(call),
                new UserProfilePart(call),
                new RequiredActionPart(call),
                new FlowPart(call, template, Template.SIGN_IN),
                new FlowPart(call, template, Template.FIRST_LOGIN),
                new ClientScopePart(call, template),
                new ClientPart(call, template, request.webOrigins()));
    }

    private void makeProvider(Project project, boolean several, SetupReport report) {
        String secret = project.secret().orElseGet(NewSecret::strong);
        ProviderPart provider = ProviderPart.of(call, project.id(), secret, several);
        Outcome outcome = provider.make();
        report.add(outcome);
        boolean given = project.secret().isPresent();
        if (outcome.state() == State.CREATED && !given) {
            report.addSecret(project.id(), provider.alias(), secret);
        }
        if (outcome.state() == State.KEPT && given) {
            report.warn(
                    outcome.part(),
                    "The secret of '%s' was not changed".formatted(outcome.name()),
                    "Identity providers → " + outcome.name());
        }
    }

    /** Of those that there are and those that are asked for. */
    private boolean hasSeveralProjects() {
        return Stream.concat(
                                TiledeskProviders.of(call.session())
                                        .map(TiledeskProviders::project),
                                request.projects().stream().map(Project::id))
                        .distinct()
                        .count()
                > 1;
    }

    private void warnOfIgnored(SetupReport report) {
        if (!request.webOrigins().isEmpty() && report.hasKept(CLIENT, TiledeskClient.ID)) {
            report.warn(
                    CLIENT, "The web origins were not changed", "Clients → tiledesk → Settings");
        }
        if (request.hasGuestLimits() && report.hasKept(FLOW, Template.SIGN_IN)) {
            report.warn(
                    FLOW,
                    "The limits of guests were not changed",
                    "Authentication → Flows → " + Template.SIGN_IN);
        }
    }
}
