// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.setup.Outcome.State;
import io.github.keycloaktiledesk.setup.health.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a call has done, as it is answered. */
final class SetupReport {

    private static final String WARNING = "warning";

    private final ObjectNode body = Answers.success();
    private final List<Outcome> outcomes = new ArrayList<>();

    /** A report with a list for each of these. */
    SetupReport(State... listed) {
        Stream.of(listed).map(State::key).forEach(body::putArray);
    }

    void add(Outcome outcome) {
        outcomes.add(outcome);
        if (outcome.state() != State.ABSENT) {
            body.withArray(outcome.state().key()).add(Answers.toJson(outcome));
        }
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    boolean hasKept(String part, String name) {
        return outcomes.contains(new Outcome(State.KEPT, part, name, ""));
    }

    void warn(String part, String text, String path) {
        body.withArray(WARNING).add(Answers.toJson(Finding.risk(part, text, path)));
    }

    /** What is well, or switched off, is as an administrator wants it. */
    void addTroubles(List<Finding> findings) {
        body.withArray(WARNING);
        for (Finding finding : findings) {
            if (finding.state() == Finding.State.MISSING) {
                body.withArray(State.MISSING.key()).add(Answers.toJson(finding));
            } else if (finding.state() == Finding.State.RISK) {
                body.withArray(WARNING).add(Answers.toJson(finding));
            }
        }
    }

    /** The only time that it is shown. */
    void addSecret(String project, String provider, String secret) {
        body.withArray("secrets")
                .addObject()
                .put("project", project)
                .put("provider", provider)
                .put("secret", secret)
                .put("label", "must be entered at Tiledesk");
    }

    ObjectNode body() {
        return body;
    }
}
