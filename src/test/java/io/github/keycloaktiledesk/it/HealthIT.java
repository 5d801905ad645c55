// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.SetupCalls.findings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;

/** The health report of a realm names what is wrong, and is quiet about what is well. */
@Tag("container")
class HealthIT {

    private static final String SECRET = "1fe59f3c-2a8c-4d5e-9c6b-0a4b5f7d9e11";
    private static final String PROVIDER = "tiledesk-" + Demo.PROJECT;
    private static final String GUEST = "tiledesk-guest";
    private static final String OWN_ACTION = "tiledesk-profile";

    private TestRealm realm;
    private SetupCalls setup;

    @BeforeEach
    void create() {
        realm = TestRealm.createPlain();
        realm(
                        rep -> {
                            rep.setBruteForceProtected(true);
                            rep.setSsoSessionIdleTimeout(2_592_000);
                            rep.setSsoSessionMaxLifespan(2_592_000);
                        })
                .accept(realm);
        setup = SetupCalls.of(realm);
        setup.make(
                Map.of(
                        "projects",
                        List.of(Map.of("id", Demo.PROJECT, "secret", SECRET)),
                        "webOrigins",
                        List.of("https://chat.example.com")));
    }

    @AfterEach
    void remove() {
        realm.close();
    }

    @Test
    void findsNothingWrongAfterASetup() {
        Answer report = setup.report();
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.header("Cache-Control")).contains("no-store");
        assertThat(findings(report, "risk")).isEmpty();
        assertThat(findings(report, "missing")).isEmpty();
        assertThat(findings(report, "off")).singleElement().asString().startsWith("membership");
        assertThat(findings(report, "ok"))
                .hasSizeGreaterThan(10)
                .contains("clock: This node's clock and the database's agree");
        assertThat(report.json().path("findings"))
                .allSatisfy(finding -> assertThat(finding.path("path").asText()).isNotBlank());
        assertThat(report.text()).doesNotContain(SECRET);
    }

    @Test
    void findsWhatIsForDemonstrationsOnly() {
        try (TestRealm demo = TestRealm.create()) {
            assertThat(findings(SetupCalls.of(demo).report(), "risk"))
                    .anyMatch(risk -> risk.contains("Pages of every site"))
                    .anyMatch(risk -> risk.contains("the demo's secret: everybody"))
                    .anyMatch(risk -> risk.contains("'" + Demo.BACKEND + "' has the demo's"))
                    .anyMatch(risk -> risk.contains("Legacy secret"));
        }
    }

    @Test
    void findsTheClientMissing() {
        try (TestRealm plain = TestRealm.createPlain()) {
            Answer report = SetupCalls.of(plain).report();
            assertThat(findings(report, "missing"))
                    .anyMatch(missing -> missing.startsWith("client:"))
                    .anyMatch(missing -> missing.startsWith("user-profile:"))
                    .anyMatch(missing -> missing.startsWith("required-action:"));
            assertThat(findings(report, "risk")).anyMatch(risk -> risk.startsWith("brute-force:"));
        }
    }

    /** Each list is of troubles that a realm can have at the same time. */
    static Stream<List<Trouble>> troubles() {
        return Stream.of(
                List.of(
                        new Trouble(
                                "risk",
                                "brute-force",
                                realm(rep -> rep.setBruteForceProtected(false))),
                        new Trouble("risk", "https", realm(rep -> rep.setSslRequired("none"))),
                        new Trouble(
                                "risk",
                                "agent-sessions: Agents have to sign in again after 30 minutes",
                                realm(rep -> rep.setSsoSessionIdleTimeout(1800))),
                        new Trouble(
                                "risk",
                                "signature-algorithm",
                                realm(rep -> rep.setDefaultSignatureAlgorithm("ES256"))),
                        new Trouble("off", "client", client(rep -> rep.setEnabled(false))),
                        new Trouble(
                                "risk", "client", client(rep -> rep.setStandardFlowEnabled(true))),
                        new Trouble(
                                "risk",
                                "web-origins",
                                client(
                                        rep ->
                                                rep.setWebOrigins(
                                                        List.of("*", "https://a.example")))),
                        new Trouble(
                                "risk",
                                "scope: Full scope",
                                client(rep -> rep.setFullScopeAllowed(true))),
                        new Trouble(
                                "risk",
                                "scope: Roles of others are in its client scope 'tiledesk'",
                                HealthIT::giveTheScopeARole),
                        new Trouble(
                                "risk",
                                "scope: Every new client has the client scope 'tiledesk'",
                                HealthIT::giveTheScopeToNewClients),
                        new Trouble(
                                "risk",
                                "scope: Further client scopes than Tiledesk needs: further",
                                realm -> TestClient.addDefaultScope(realm, "further")),
                        new Trouble(
                                "off",
                                "visitors",
                                flow(
                                        flows ->
                                                flows.require(
                                                        FlowEditor.SIGN_IN,
                                                        FlowEditor.VISITORS,
                                                        "DISABLED"))),
                        new Trouble(
                                "risk",
                                "agents",
                                flow(
                                        flows ->
                                                flows.require(
                                                        FlowEditor.AGENTS,
                                                        "direct-grant-validate-password",
                                                        "DISABLED"))),
                        new Trouble(
                                "off",
                                "customers",
                                flow(
                                        flows ->
                                                flows.require(
                                                        FlowEditor.CUSTOMERS,
                                                        "tiledesk-custom-token",
                                                        "DISABLED"))),
                        new Trouble(
                                "missing",
                                "returning",
                                flow(
                                        flows ->
                                                flows.removeIfPresent(
                                                        FlowEditor.RETURNING, "tiledesk-resume"))),
                        new Trouble(
                                "risk",
                                "user-profile: Users may give themselves",
                                profile(
                                        config ->
                                                config.setUnmanagedAttributePolicy(
                                                        UnmanagedAttributePolicy.ENABLED))),
                        new Trouble(
                                "risk",
                                "user-profile: Users may see or edit what is for administrators only:"
                                        + " tiledesk.kind",
                                profile(
                                        config ->
                                                config.getAttribute("tiledesk.kind")
                                                        .getPermissions()
                                                        .setEdit(Set.of("admin", "user")))),
                        new Trouble("risk", "required-action", action(a -> a.setPriority(1))),
                        new Trouble(
                                "risk",
                                "identity-provider: It has the demo's secret",
                                provider("clientSecret", Demo.SECRET)),
                        new Trouble(
                                "risk",
                                "identity-provider: Legacy secret",
                                provider("legacySecret", "true")),
                        new Trouble(
                                "risk",
                                "identity-provider: 'two' is no id of a project",
                                realm -> {}),
                        new Trouble(
                                "risk",
                                "identity-provider: 'Ids begin with the project' is off",
                                realm ->
                                        SetupCalls.of(realm)
                                                .make(
                                                        Map.of(
                                                                "projects",
                                                                List.of(Map.of("id", "two")))))),
                List.of(
                        new Trouble("off", "client", client(rep -> rep.setPublicClient(false))),
                        new Trouble(
                                "missing",
                                "web-origins",
                                client(rep -> rep.setWebOrigins(List.of()))),
                        new Trouble(
                                "missing",
                                "mappers: No mapper 'Tiledesk claims'",
                                realm -> removeMapper(realm, "Tiledesk claims")),
                        new Trouble(
                                "missing",
                                "mappers: No audience",
                                realm -> removeMapper(realm, "Tiledesk audience")),
                        new Trouble(
                                "risk",
                                "guests: A guest's token lives 2 hours, the guest 30 days",
                                guests("tokenLifetime", "7200")),
                        new Trouble("risk", "guests: A limit", guests("guestsPerRealm", "0")),
                        new Trouble("missing", "guests: The group", guests("group", "/nobody")),
                        new Trouble(
                                "missing",
                                "user-profile: Attributes are not declared",
                                profile(config -> config.removeAttribute("tiledesk.kind"))),
                        new Trouble("off", "required-action", action(a -> a.setEnabled(false))),
                        new Trouble(
                                "off",
                                "identity-provider",
                                realm ->
                                        new Providers(realm)
                                                .change(PROVIDER, p -> p.setEnabled(false)))),
                List.of(
                        new Trouble(
                                "risk",
                                "guests: The group '/tiledesk-guests' has roles",
                                HealthIT::giveGuestsARole),
                        new Trouble(
                                "missing",
                                "customers",
                                flow(
                                        flows -> {
                                            String step = "tiledesk-custom-token";
                                            flows.removeIfPresent(FlowEditor.CUSTOMERS, step);
                                            flows.add(FlowEditor.RETURNING, step, "REQUIRED");
                                        })),
                        new Trouble(
                                "risk",
                                "agents",
                                flow(
                                        flows -> {
                                            String step = "direct-grant-validate-password";
                                            flows.removeIfPresent(FlowEditor.AGENTS, step);
                                            flows.add(FlowEditor.RETURNING, step, "REQUIRED");
                                        }))),
                List.of(
                        new Trouble(
                                "off",
                                "client",
                                client(rep -> rep.setDirectAccessGrantsEnabled(false))),
                        new Trouble(
                                "missing",
                                "flow: The client has no direct grant flow",
                                client(
                                        rep ->
                                                rep.setAuthenticationFlowBindingOverrides(
                                                        Map.of("direct_grant", "")))),
                        new Trouble(
                                "missing",
                                "required-action",
                                realm -> realm.admin().flows().removeRequiredAction(OWN_ACTION)),
                        new Trouble(
                                "off",
                                "identity-provider",
                                realm -> new Providers(realm).remove(PROVIDER))));
    }

    private record Trouble(String state, String beginning, Consumer<TestRealm> change) {}

    @ParameterizedTest
    @MethodSource("troubles")
    void findsTrouble(List<Trouble> troubles) {
        troubles.forEach(trouble -> trouble.change().accept(realm));
        Answer report = setup.report();
        assertThat(troubles)
                .allSatisfy(
                        trouble ->
                                assertThat(findings(report, trouble.state()))
                                        .anyMatch(text -> text.startsWith(trouble.beginning())));
    }

    @Test
    void leadsToWhereAMapperIsMissing() {
        removeMapper(realm, "Tiledesk audience");
        assertThat(missingMappers()).containsExactly("Client scopes → tiledesk → Mappers");

        TestClient.of(realm)
                .removeDefaultClientScope(
                        TestClient.tiledeskScope(realm).toRepresentation().getId());
        assertThat(missingMappers()).containsOnly("Clients → tiledesk → Client scopes").hasSize(2);
    }

    private List<String> missingMappers() {
        return StreamSupport.stream(setup.report().json().path("findings").spliterator(), false)
                .filter(finding -> "mappers".equals(finding.path("part").asText()))
                .filter(finding -> "missing".equals(finding.path("state").asText()))
                .map(finding -> finding.path("path").asText())
                .toList();
    }

    private static Consumer<TestRealm> realm(Consumer<RealmRepresentation> change) {
        return realm -> {
            RealmRepresentation rep = realm.admin().toRepresentation();
            change.accept(rep);
            realm.admin().update(rep);
        };
    }

    private static Consumer<TestRealm> client(Consumer<ClientRepresentation> change) {
        return realm -> TestClient.change(realm, change);
    }

    private static Consumer<TestRealm> flow(Consumer<FlowEditor> change) {
        return realm -> change.accept(new FlowEditor(realm));
    }

    private static Consumer<TestRealm> guests(String setting, String value) {
        return flow(flows -> flows.configure(FlowEditor.SIGN_IN, GUEST, setting, value));
    }

    private static Consumer<TestRealm> provider(String setting, String value) {
        return realm -> new Providers(realm).set(PROVIDER, Map.of(setting, value));
    }

    private static Consumer<TestRealm> profile(Consumer<UPConfig> change) {
        return realm -> {
            UPConfig config = realm.admin().users().userProfile().getConfiguration();
            change.accept(config);
            realm.admin().users().userProfile().update(config);
        };
    }

    private static void giveGuestsARole(TestRealm realm) {
        String group = realm.admin().getGroupByPath("/tiledesk-guests").getId();
        RoleRepresentation role = realm.admin().roles().get("offline_access").toRepresentation();
        realm.admin().groups().group(group).roles().realmLevel().add(List.of(role));
    }

    /** As whoever may edit client scopes can. */
    private static void giveTheScopeARole(TestRealm realm) {
        RoleRepresentation role = realm.admin().roles().get("offline_access").toRepresentation();
        TestClient.tiledeskScope(realm).getScopeMappings().realmLevel().add(List.of(role));
    }

    private static void giveTheScopeToNewClients(TestRealm realm) {
        realm.admin()
                .addDefaultOptionalClientScope(
                        TestClient.tiledeskScope(realm).toRepresentation().getId());
    }

    private static void removeMapper(TestRealm realm, String name) {
        ProtocolMappersResource mappers = TestClient.tiledeskMappers(realm);
        mappers.getMappers().stream()
                .filter(mapper -> name.equals(mapper.getName()))
                .forEach(mapper -> mappers.delete(mapper.getId()));
    }

    private static Consumer<TestRealm> action(
            Consumer<RequiredActionProviderRepresentation> change) {
        return realm -> {
            RequiredActionProviderRepresentation action =
                    realm.admin().flows().getRequiredAction(OWN_ACTION);
            change.accept(action);
            realm.admin().flows().updateRequiredAction(OWN_ACTION, action);
        };
    }
}
