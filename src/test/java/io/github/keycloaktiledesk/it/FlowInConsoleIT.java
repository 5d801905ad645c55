// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;

/** The sign-in flow as an administrator sees and changes it: at once, and never by half. */
class FlowInConsoleIT {

    private static final String NOT_ENABLED = "This sign-in is not enabled";

    private static final String BINDING = "direct_grant";
    private static final String PASSWORD = "direct-grant-validate-password";
    private static final String FORM = "auth-username-password-form";
    private static final String DENY = "deny-access-authenticator";

    private static TestRealm realm;
    private static FlowEditor flow;
    private static String visitorsToken;

    @BeforeAll
    static void create() {
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
        flow = new FlowEditor(realm);
        visitorsToken = realm.calls().anonymously(visitor()).token();
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    /** The flow as it was: a realm for each test would take minutes. */
    @AfterEach
    void restore() {
        for (Branch branch : Branch.values()) {
            flow.removeIfPresent(branch.subFlow, FORM);
            flow.removeIfPresent(branch.subFlow, DENY);
            flow.require(branch.subFlow, branch.step, "REQUIRED");
            flow.require(FlowEditor.SIGN_IN, branch.subFlow, "CONDITIONAL");
        }
        flow.require(FlowEditor.AGENTS, PASSWORD, "REQUIRED");
        logOut();
    }

    /**
     * The four branches, the step without which each signs nobody in, and the call that runs it.
     */
    enum Branch {
        AGENTS(FlowEditor.AGENTS, "direct-grant-validate-username") {
            @Override
            Answer call() {
                return realm.calls().signin(Demo.AGENT, Demo.PASSWORD);
            }
        },
        VISITORS(FlowEditor.VISITORS, "tiledesk-guest") {
            @Override
            Answer call() {
                return realm.calls().anonymously(visitor());
            }
        },
        CUSTOMERS(FlowEditor.CUSTOMERS, "tiledesk-custom-token") {
            @Override
            Answer call() {
                // A new customer each time: a branch that runs would be seen by what it writes.
                return realm.calls()
                        .customToken(
                                Demo.customer()
                                        .claim("_id", UUID.randomUUID().toString())
                                        .sign(Demo.SECRET));
            }
        },
        RETURNING(FlowEditor.RETURNING, "tiledesk-resume") {
            @Override
            Answer call() {
                return realm.calls().customToken(visitorsToken);
            }
        };

        private final String subFlow;
        private final String step;

        Branch(String subFlow, String step) {
            this.subFlow = subFlow;
            this.step = step;
        }

        abstract Answer call();
    }

    @Test
    void isListedWithItsBranchesAndBoundToTheClient() {
        String id =
                realm.admin().flows().getFlows().stream()
                        .filter(listed -> FlowEditor.SIGN_IN.equals(listed.getAlias()))
                        .findFirst()
                        .orElseThrow()
                        .getId();

        assertThat(flow.executions(FlowEditor.SIGN_IN).stream().filter(it -> it.getLevel() == 0))
                .extracting(
                        AuthenticationExecutionInfoRepresentation::getDisplayName,
                        AuthenticationExecutionInfoRepresentation::getRequirement)
                .containsExactly(
                        tuple(FlowEditor.AGENTS, "CONDITIONAL"),
                        tuple(FlowEditor.VISITORS, "CONDITIONAL"),
                        tuple(FlowEditor.CUSTOMERS, "CONDITIONAL"),
                        tuple(FlowEditor.RETURNING, "CONDITIONAL"),
                        tuple("Tiledesk project membership", "DISABLED"));
        assertThat(boundFlow()).isEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource
    void isSwitchedOffBranchByBranch(Branch off) {
        flow.require(FlowEditor.SIGN_IN, off.subFlow, "DISABLED");

        for (Branch branch : Branch.values()) {
            if (branch == off) {
                assertThat(refusesWithoutWriting(branch)).isEqualTo(NOT_ENABLED);
            } else {
                assertThat(branch.call().status()).as(branch.name()).isEqualTo(200);
            }
        }
        flow.require(FlowEditor.SIGN_IN, off.subFlow, "CONDITIONAL");
        assertThat(off.call().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AGENTS")
    void isSwitchedOffStepByStep(Branch branch) {
        flow.require(branch.subFlow, branch.step, "DISABLED");
        assertThat(refusesWithoutWriting(branch)).isEqualTo(NOT_ENABLED);

        flow.require(branch.subFlow, branch.step, "REQUIRED");
        assertThat(branch.call().status()).isEqualTo(200);
    }

    /**
     * Keycloak's steps for agents need each other: without a user there is no password to check.
     */
    @Test
    void signsNoAgentInWithoutTheStepThatFindsOne() {
        flow.require(FlowEditor.AGENTS, Branch.AGENTS.step, "DISABLED");

        Answer answer = Branch.AGENTS.call();

        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        ErrorAnswer.check(answer, answer.status());
    }

    /** The console offers REQUIRED, and a branch that is required ignores its condition. */
    @ParameterizedTest
    @EnumSource
    void servesNoForeignCallInABranchThatIsRequired(Branch required) {
        flow.require(FlowEditor.SIGN_IN, required.subFlow, "REQUIRED");

        for (Branch branch : Branch.values()) {
            if (branch != required) {
                refusesWithoutWriting(branch);
            }
        }
        assertThat(required.call().status()).isEqualTo(200);
    }

    /** With nothing else in the flow there is no other branch that would refuse or be asked. */
    @ParameterizedTest
    @EnumSource
    void servesNoForeignCallInTheOnlyBranch(Branch only) {
        for (Branch branch : Branch.values()) {
            flow.require(
                    FlowEditor.SIGN_IN, branch.subFlow, branch == only ? "REQUIRED" : "DISABLED");
        }

        for (Branch branch : Branch.values()) {
            if (branch != only) {
                refusesWithoutWriting(branch);
            }
        }
        assertThat(only.call().status()).isEqualTo(200);
    }

    @Test
    void makesOneUserForOneCall() {
        flow.add(FlowEditor.VISITORS, "tiledesk-guest", "REQUIRED");
        try {
            refusesWithoutWriting(Branch.VISITORS);
        } finally {
            flow.removeIfPresent(FlowEditor.VISITORS, "tiledesk-guest");
        }
    }

    @Test
    void givesNobodyAnAgentsTokenForAVisitorsCall() {
        flow.require(FlowEditor.SIGN_IN, FlowEditor.AGENTS, "REQUIRED");
        int users = users();

        Answer answer =
                realm.calls()
                        .anonymously(
                                Map.of(
                                        "id_project", Demo.PROJECT,
                                        "username", Demo.AGENT,
                                        "email", Demo.AGENT,
                                        "password", Demo.PASSWORD));

        ErrorAnswer.check(answer, 403);
        assertThat(users()).isEqualTo(users);
        assertThat(sessions()).isZero();
    }

    @Test
    void isLeftOutOnceTheBindingIsRemoved() {
        String id = boundFlow();
        bind("");
        try {
            assertThat(boundFlow()).isNull();
            // The realm's own direct grant flow serves agents.
            assertThat(Branch.AGENTS.call().status()).isEqualTo(200);
            ErrorAnswer.check(realm.calls().signin("unknown@example.com", Demo.PASSWORD), 401);
            for (Branch branch : List.of(Branch.VISITORS, Branch.CUSTOMERS, Branch.RETURNING)) {
                assertThat(refusesWithoutWriting(branch)).isEqualTo(NOT_ENABLED);
            }
        } finally {
            bind(id);
        }
        assertThat(Branch.VISITORS.call().status()).isEqualTo(200);
    }

    @Test
    void cannotBeDeletedWhileItIsBound() {
        assertThatThrownBy(() -> realm.admin().flows().deleteFlow(boundFlow()))
                .isInstanceOf(WebApplicationException.class);

        assertThat(Branch.VISITORS.call().status()).isEqualTo(200);
    }

    /** After our step, which has made a guest by then. */
    @Test
    void runsAStepOfKeycloakThatDenies() {
        flow.add(FlowEditor.VISITORS, DENY, "REQUIRED");
        RealmEvents events = new RealmEvents(realm);
        events.clear();

        refusesWithoutWriting(Branch.VISITORS);

        assertThat(events.single().getType()).isEqualTo("LOGIN_ERROR");
        assertThat(Branch.AGENTS.call().status()).isEqualTo(200);
        flow.removeIfPresent(FlowEditor.VISITORS, DENY);
        assertThat(Branch.VISITORS.call().status()).isEqualTo(200);
    }

    @Test
    void runsAStepOfKeycloakThatDeniesAgents() {
        flow.add(FlowEditor.AGENTS, DENY, "REQUIRED");

        Answer answer = Branch.AGENTS.call();

        assertThat(answer.status()).isIn(401, 403);
        ErrorAnswer.check(answer, answer.status());
        assertThat(sessions()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void showsNoPageThatAStepWantsToShow(Branch branch) {
        flow.add(branch.subFlow, FORM, "REQUIRED");

        Answer answer = branch.call();

        assertThat(ErrorAnswer.check(answer, branch == Branch.AGENTS ? 401 : 403))
                .isEqualTo("Interaction required");
    }

    @Test
    void showsNoPageInPlaceOfThePassword() {
        flow.require(FlowEditor.AGENTS, PASSWORD, "DISABLED");
        flow.add(FlowEditor.AGENTS, FORM, "REQUIRED");

        assertThat(ErrorAnswer.check(Branch.AGENTS.call(), 401)).isEqualTo("Interaction required");
        assertThat(sessions()).isZero();
    }

    /** Whoever uses the client's password grant is not met by a step of ours. */
    @Test
    void leavesThePasswordGrantOutOfOtherBranches() {
        for (Branch other : List.of(Branch.VISITORS, Branch.CUSTOMERS, Branch.RETURNING)) {
            flow.require(FlowEditor.SIGN_IN, other.subFlow, "DISABLED");
        }
        assertThat(
                        new TokenEndpoint(realm)
                                .post(
                                        TokenEndpoint.passwordGrant(
                                                Demo.CLIENT, Demo.AGENT, Demo.PASSWORD))
                                .status())
                .isEqualTo(200);
    }

    private static String refusesWithoutWriting(Branch branch) {
        int users = users();
        long sessions = sessions();
        String message = ErrorAnswer.check(branch.call(), 403);
        assertThat(users()).as("users after %s", branch).isEqualTo(users);
        assertThat(sessions()).as("sessions after %s", branch).isEqualTo(sessions);
        return message;
    }

    private static int users() {
        return realm.admin().users().count();
    }

    private static long sessions() {
        return agent().getUserSessions().size();
    }

    private static void logOut() {
        agent().logout();
    }

    private static UserResource agent() {
        return realm.admin().users().get(new RealmUsers(realm).idOf(Demo.AGENT));
    }

    private static String boundFlow() {
        return TestClient.of(realm)
                .toRepresentation()
                .getAuthenticationFlowBindingOverrides()
                .get(BINDING);
    }

    private static void bind(String flowId) {
        TestClient.change(
                realm,
                client -> client.setAuthenticationFlowBindingOverrides(Map.of(BINDING, flowId)));
    }

    private static Map<String, String> visitor() {
        return Map.of("id_project", Demo.PROJECT);
    }
}
