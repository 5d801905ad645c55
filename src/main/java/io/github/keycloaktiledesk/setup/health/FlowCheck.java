// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.setup.health.Steps.Step;
import java.util.List;
import java.util.stream.Stream;

/** Which calls the client's flow answers. */
record FlowCheck(Steps steps) implements Check {

    private static final String PART = "flow";
    private static final String OVERRIDE =
            "Clients → tiledesk → Advanced → Authentication flow overrides → Direct grant flow";
    private static final String PASSWORD = "direct-grant-validate-password";
    private static final String CONDITION = "tiledesk-call";
    private static final String MEMBERSHIP = "tiledesk-membership";

    @Override
    public Stream<Finding> run() {
        if (steps.flow().isEmpty()) {
            return Stream.of(
                    Finding.missing(
                            PART,
                            "The client has no direct grant flow of its own: calls are refused",
                            OVERRIDE));
        }
        return Stream.of(
                agents(),
                branch("visitors", TiledeskCall.SIGNIN_ANONYMOUSLY, Steps.GUEST),
                branch("customers", TiledeskCall.CUSTOM_TOKEN, "tiledesk-custom-token"),
                branch("returning", TiledeskCall.RESUME, Steps.RESUME),
                membership());
    }

    /** Another step may check the password, or something else: nobody can tell from here. */
    private Finding agents() {
        Finding branch = branch("agents", TiledeskCall.SIGNIN, CONDITION);
        boolean password =
                branches(TiledeskCall.SIGNIN, PASSWORD).stream().anyMatch(Branch::enabled);
        return branch.state() == Finding.State.OK && !password
                ? Finding.risk(
                        branch.part(),
                        "Keycloak's step 'Password' is missing or disabled: unless another step checks it, whoever knows"
                                + " an agent's e-mail is signed in",
                        branch.path())
                : branch;
    }

    private Finding branch(String who, TiledeskCall call, String step) {
        List<Branch> branches = branches(call, step);
        if (branches.isEmpty()) {
            return Finding.missing(
                    who,
                    "The flow has no branch with the condition 'Tiledesk call' for %s%s"
                            .formatted(
                                    call.value(),
                                    CONDITION.equals(step) ? "" : " and the step " + step),
                    path());
        }
        return branches.stream().anyMatch(Branch::enabled)
                ? Finding.ok(who, "The flow has a branch for " + call.value(), path())
                : Finding.off(
                        who,
                        "The branch or a step of it is disabled: %s is refused"
                                .formatted(call.value()),
                        path());
    }

    private List<Branch> branches(TiledeskCall call, String step) {
        return steps.of(CONDITION).stream()
                .filter(condition -> condition.has("call", call.value()))
                .flatMap(
                        condition ->
                                steps.of(step).stream()
                                        .filter(own -> own.isUnder(condition))
                                        .map(own -> new Branch(condition, own)))
                .toList();
    }

    /** A condition and a step that it lets run. */
    private record Branch(Step condition, Step step) {

        boolean enabled() {
            return condition.enabled() && step.enabled();
        }
    }

    private Finding membership() {
        return steps.enabled(MEMBERSHIP).isPresent()
                ? Finding.ok(
                        "membership",
                        "Visitors and customers become members of their project at Tiledesk",
                        path())
                : Finding.off(
                        "membership",
                        "Nobody makes visitors and customers members of their project: a Tiledesk server lets them not"
                                + " post",
                        path());
    }

    private String path() {
        return "Authentication → Flows → " + steps.flow().orElseThrow().getAlias();
    }
}
