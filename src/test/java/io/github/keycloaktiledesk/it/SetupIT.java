// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.SetupCalls.parts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.admin.client.resource.UserProfileResource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPGroup;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.util.JsonSerialization;

/** A realm is made ready for Tiledesk by one call, and by a second one stays as it is. */
@Tag("container")
class SetupIT {

    private static final String SECRET = "1fe59f3c-2a8c-4d5e-9c6b-0a4b5f7d9e11";
    private static final Map<String, ?> PROJECT =
            Map.of("projects", List.of(Map.of("id", Demo.PROJECT)));
    private static final String PREFIX = "requireProjectPrefix";
    private static final String PROVIDER = "tiledesk-" + Demo.PROJECT;
    private static final List<String> PARTS =
            List.of(
                    "group tiledesk-guests",
                    "user-profile tiledesk.*",
                    "required-action Tiledesk: guests and customers complete no profile",
                    "flow tiledesk sign-in",
                    "flow tiledesk first login",
                    "client-scope tiledesk",
                    "client tiledesk");

    private TestRealm realm;
    private SetupCalls setup;

    @BeforeEach
    void create() {
        realm = TestRealm.createPlain();
        setup = SetupCalls.of(realm);
    }

    @AfterEach
    void remove() {
        realm.close();
    }

    @Test
    void answersAllCallsAtOnce() {
        Answer answer =
                setup.make(
                        Map.of(
                                "projects",
                                List.of(Map.of("id", Demo.PROJECT)),
                                "webOrigins",
                                List.of("https://chat.example.com")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(parts(answer, "created"))
                .containsAll(PARTS)
                .contains("identity-provider " + PROVIDER);
        assertThat(parts(answer, "kept")).isEmpty();
        assertThat(parts(answer, "missing")).isEmpty();
        assertThat(answer.json().at("/secrets/0/label").asText())
                .isEqualTo("must be entered at Tiledesk");

        new RealmUsers(realm).createAgent(Demo.AGENT);
        assertThat(realm.calls().signin(Demo.AGENT, Demo.PASSWORD).status()).isEqualTo(200);
        Answer guest = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        assertThat(guest.claims().path("sub").asText()).isEqualTo("guest");
        assertThat(guest.claims().path("aud").toString()).contains("https://tiledesk.com");
        assertThat(realm.calls().customToken(guest.token()).status()).isEqualTo(200);
        String secret = answer.json().at("/secrets/0/secret").asText();
        assertThat(realm.calls().customToken(Demo.customer().sign(secret)).status()).isEqualTo(200);
        assertThat(new RealmUsers(realm).read(guest.userId()).getAttributes())
                .containsKeys("tiledesk.kind", "tiledesk.project");
        assertThat(TestClient.of(realm).toRepresentation().getWebOrigins())
                .containsExactly("https://chat.example.com");
    }

    @Test
    void makesWhatTheDemoRealmHas() {
        setup.make(Map.of("webOrigins", List.of("*")));
        try (TestRealm demo = TestRealm.create()) {
            assertThat(steps(realm)).isEqualTo(steps(demo));
            ClientRepresentation made = TestClient.of(realm).toRepresentation();
            ClientRepresentation wanted = TestClient.of(demo).toRepresentation();
            assertThat(made)
                    .usingRecursiveComparison()
                    .ignoringCollectionOrder()
                    .ignoringFields("id", "attributes", "authenticationFlowBindingOverrides")
                    .isEqualTo(wanted);
            assertThat(made.getAttributes()).containsEntry("access.token.lifespan", "2592000");
            assertThat(TestClient.tiledeskMappers(realm).getMappers())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                    .containsExactlyInAnyOrderElementsOf(
                            TestClient.tiledeskMappers(demo).getMappers());
            assertThat(TestClient.of(realm).roles().get("admin").toRepresentation())
                    .extracting("description")
                    .isEqualTo(
                            TestClient.of(demo)
                                    .roles()
                                    .get("admin")
                                    .toRepresentation()
                                    .getDescription());
        }
    }

    private static List<String> steps(TestRealm realm) {
        return List.of(FlowEditor.SIGN_IN, "tiledesk first login").stream()
                .flatMap(flow -> new FlowEditor(realm).executions(flow).stream())
                .map(SetupIT::describe)
                .toList();
    }

    private static String describe(AuthenticationExecutionInfoRepresentation step) {
        return String.join(
                " ",
                String.valueOf(step.getLevel()),
                String.valueOf(step.getIndex()),
                step.getDisplayName(),
                step.getRequirement(),
                String.valueOf(step.getAlias()));
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        setup.make(PROJECT);
        String before = export();
        realm.admin().clearAdminEvents();
        Answer again = setup.make(PROJECT);
        assertThat(parts(again, "created")).isEmpty();
        assertThat(parts(again, "kept")).containsAll(PARTS).hasSize(PARTS.size() + 1);
        assertThat(again.json().has("secrets")).isFalse();
        assertThat(export()).isEqualTo(before);
        assertThat(realm.admin().getAdminEvents()).isEmpty();
    }

    /** All of the realm that setup may touch. */
    private String export() throws Exception {
        RealmRepresentation export = realm.admin().partialExport(true, true);
        // A profile that has been changed once is listed here, though it is the default again.
        export.getComponents().remove(UserProfileProvider.class.getName());
        // They are sets, which come in any order.
        for (ClientRepresentation client : export.getClients()) {
            client.setDefaultClientScopes(sorted(client.getDefaultClientScopes()));
            client.setOptionalClientScopes(sorted(client.getOptionalClientScopes()));
        }
        return JsonSerialization.writeValueAsString(export)
                + JsonSerialization.writeValueAsString(
                        realm.admin().users().userProfile().getConfiguration());
    }

    private static List<String> sorted(List<String> scopes) {
        return scopes.stream().sorted().toList();
    }

    @Test
    void keepsWhatAnAdministratorHasChanged() {
        setup.make(PROJECT);
        TestClient.change(realm, client -> client.setWebOrigins(List.of("https://a.example")));
        FlowEditor flows = new FlowEditor(realm);
        flows.require(FlowEditor.SIGN_IN, FlowEditor.VISITORS, "DISABLED");
        flows.configure(FlowEditor.SIGN_IN, "tiledesk-guest", "tokenLifetime", "3600");
        Providers providers = new Providers(realm);
        providers.set(PROVIDER, Map.of("maxLifetime", "600"));
        Answer again =
                setup.make(
                        Map.of(
                                "projects",
                                List.of(Map.of("id", Demo.PROJECT, "secret", SECRET)),
                                "webOrigins",
                                List.of("*"),
                                "guestsPerAddress",
                                7));
        assertThat(parts(again, "created")).isEmpty();
        assertThat(again.json().path("warning").findValuesAsText("text"))
                .contains(
                        "The web origins were not changed",
                        "The limits of guests were not changed",
                        "The secret of '" + PROVIDER + "' was not changed");
        assertThat(TestClient.of(realm).toRepresentation().getWebOrigins())
                .containsExactly("https://a.example");
        assertThat(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).status())
                .isEqualTo(403);
        assertThat(providers.read(PROVIDER).getConfig()).containsEntry("maxLifetime", "600");
    }

    @Test
    void completesWhatIsThereInPart() {
        setup.make("");
        realm.admin().groups().group(group()).remove();
        UserProfileResource profile = realm.admin().users().userProfile();
        UPConfig attributes = profile.getConfiguration();
        attributes.removeAttribute("tiledesk.kind");
        profile.update(attributes);
        Answer again = setup.make(PROJECT);
        assertThat(parts(again, "created"))
                .containsExactlyInAnyOrder(
                        "group tiledesk-guests",
                        "user-profile tiledesk.*",
                        "identity-provider " + PROVIDER);
        assertThat(profile.getConfiguration().getAttribute("tiledesk.kind").getPermissions())
                .returns(Set.of("admin"), UPAttributePermissions::getEdit);
    }

    @Test
    void saysWhatIsInTheWay() {
        AuthenticationFlowRepresentation other = new AuthenticationFlowRepresentation();
        other.setAlias(FlowEditor.AGENTS);
        other.setProviderId("basic-flow");
        other.setTopLevel(true);
        realm.admin().flows().createFlow(other).close();
        assertThat(parts(setup.make("{}"), "missing"))
                .contains("flow tiledesk sign-in", "client tiledesk");
        new FlowEditor(realm).rename(FlowEditor.AGENTS, "our agents");
        assertThat(parts(setup.make("{}"), "created"))
                .containsExactlyInAnyOrder("flow tiledesk sign-in", "client tiledesk");
        assertThat(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).status())
                .isEqualTo(200);
    }

    @Test
    void takesTheSecretThatAProjectHas() {
        Answer answer =
                setup.make(
                        Map.of(
                                "projects",
                                List.of(Map.of("id", Demo.PROJECT, "secret", SECRET)),
                                "guestsPerAddress",
                                1));
        assertThat(answer.text()).doesNotContain(SECRET).doesNotContain("secrets");
        assertThat(realm.calls().customToken(Demo.customer().sign(SECRET)).status()).isEqualTo(200);
        realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        assertThat(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).status())
                .isEqualTo(429);
    }

    @Test
    void writesEventsWithoutSecrets() throws Exception {
        String made = setup.make(PROJECT).json().at("/secrets/0/secret").asText();
        setup.make(Map.of("projects", List.of(Map.of("id", "other-project", "secret", SECRET))));
        List<AdminEventRepresentation> events = realm.admin().getAdminEvents();
        assertThat(events)
                .extracting(AdminEventRepresentation::getResourceType)
                .containsExactlyInAnyOrder(
                        "GROUP",
                        "USER_PROFILE",
                        "REQUIRED_ACTION",
                        "AUTH_FLOW",
                        "AUTH_FLOW",
                        "CLIENT_SCOPE",
                        "CLIENT",
                        "CLIENT_ROLE",
                        "IDENTITY_PROVIDER",
                        "IDENTITY_PROVIDER");
        assertThat(events)
                .extracting(AdminEventRepresentation::getResourcePath)
                .contains("users/profile", "identity-provider/instances/" + PROVIDER)
                .anyMatch(path -> path.startsWith("clients/"))
                .noneMatch(path -> path.contains("setup"));
        assertThat(JsonSerialization.writeValueAsString(events))
                .contains(Demo.PROJECT)
                .doesNotContain(SECRET)
                .doesNotContain(made);
        assertThat(KeycloakServer.get().log()).doesNotContain(SECRET).doesNotContain(made);
    }

    @Test
    void isMadeOnceByTwoAtOnce() {
        Supplier<Answer> call = () -> setup.make(PROJECT);
        List<Answer> answers = AtOnce.call(List.of(call, call, call));
        // 503 where the first one is slow: the others wait for its locks, and not for ever.
        assertThat(answers).extracting(Answer::status).contains(200).isSubsetOf(200, 409, 503);
        assertThat(realm.admin().groups().groups()).hasSize(1);
        assertThat(realm.admin().flows().getFlows())
                .extracting("alias")
                .containsOnlyOnce(FlowEditor.SIGN_IN);
    }

    @Test
    void takesAwayWhatItHasMade() throws Exception {
        String before = export();
        setup.make(PROJECT);
        realm.admin().clearAdminEvents();
        Answer removal = setup.remove();
        assertThat(removal.status()).as(removal.text()).isEqualTo(200);
        assertThat(removal.header("Cache-Control")).contains("no-store");
        assertThat(realm.admin().getAdminEvents())
                .extracting(event -> event.getOperationType() + ' ' + event.getResourceType())
                .containsExactlyInAnyOrder(
                        "DELETE IDENTITY_PROVIDER",
                        "DELETE CLIENT",
                        "DELETE CLIENT_SCOPE",
                        "DELETE AUTH_FLOW",
                        "DELETE AUTH_FLOW",
                        "DELETE REQUIRED_ACTION",
                        "UPDATE USER_PROFILE",
                        "DELETE GROUP");
        assertThat(parts(removal, "kept")).isEmpty();
        assertThat(parts(removal, "removed")).containsAll(PARTS).hasSize(PARTS.size() + 1);
        assertThat(export()).isEqualTo(before);
    }

    @Test
    void leavesWhatIsChangedOrInUse() {
        setup.make(PROJECT);
        TestClient.change(realm, client -> client.setName("Our chat"));
        realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        Answer removal = setup.remove();
        assertThat(parts(removal, "removed"))
                .containsExactlyInAnyOrder(
                        "identity-provider " + PROVIDER, "flow tiledesk first login");
        assertThat(removal.json().path("kept").findValuesAsText("text"))
                .contains(
                        "It has been changed since",
                        "A client, an identity provider or the realm uses it",
                        "It has members or subgroups");
        assertThat(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).status())
                .isEqualTo(200);
    }

    @Test
    void leavesWhatAKeptClientNeeds() {
        setup.make(PROJECT);
        TestClient.change(realm, client -> client.setName("Our chat"));
        Answer removal = setup.remove();
        assertThat(parts(removal, "removed"))
                .containsExactlyInAnyOrder(
                        "identity-provider " + PROVIDER, "flow tiledesk first login");
        assertThat(removal.json().path("kept").findValuesAsText("text"))
                .contains("It is needed by client 'tiledesk'");
        assertThat(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT)).status())
                .isEqualTo(200);
    }

    @Test
    void leavesWhatAKeptProviderNeeds() {
        setup.make(PROJECT);
        new Providers(realm).set(PROVIDER, Map.of("maxLifetime", "600"));
        assertThat(parts(setup.remove(), "kept"))
                .containsExactlyInAnyOrder(
                        "identity-provider " + PROVIDER,
                        "flow tiledesk first login",
                        "required-action Tiledesk: guests and customers complete no profile",
                        "user-profile tiledesk.*");
    }

    /** Neither has a session that would tell. */
    @Test
    void leavesAClientByWhichGuestsAndCustomersAreSignedIn() {
        Answer made = setup.make(PROJECT);
        String secret = made.json().at("/secrets/0/secret").asText();
        Answer customer = realm.calls().customToken(Demo.customer().sign(secret));
        assertThat(parts(setup.remove(), "kept")).contains("client tiledesk");
        assertThat(realm.calls().customToken(customer.token()).status()).isEqualTo(200);
        realm.admin().users().delete(customer.userId()).close();

        Answer guest = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        assertThat(parts(setup.remove(), "kept")).contains("client tiledesk");
        assertThat(realm.calls().customToken(guest.token()).status()).isEqualTo(200);
        realm.admin().users().delete(guest.userId()).close();

        assertThat(parts(setup.remove(), "removed"))
                .contains("client tiledesk", "flow tiledesk sign-in", "group tiledesk-guests");
    }

    /** Realms from before there was the client scope. */
    @Test
    void makesNoClientScopeWhereTheClientHasTheMappers() {
        try (TestRealm former = TestRealm.create(SetupIT::withMappersOfTheClient)) {
            SetupCalls calls = SetupCalls.of(former);
            Answer made = calls.make("");
            assertThat(parts(made, "created")).isEmpty();
            assertThat(parts(made, "kept")).contains("client tiledesk");
            assertThat(parts(made, "missing")).isEmpty();
            assertThat(scopes(former)).doesNotContain("tiledesk").contains("basic");
            assertThat(
                            former.calls()
                                    .anonymously(Map.of("id_project", Demo.PROJECT))
                                    .claims()
                                    .path("sub")
                                    .asText())
                    .isEqualTo("guest");
            assertThat(parts(calls.remove(), "removed")).isEmpty();
        }
    }

    private static void withMappersOfTheClient(RealmRepresentation rep) {
        RealmParts.ownMappers(rep).addAll(RealmParts.tiledeskMappers(rep));
        RealmParts.client(rep).getDefaultClientScopes().remove("tiledesk");
        rep.setClientScopes(null);
    }

    private static List<String> scopes(TestRealm of) {
        return of.admin().clientScopes().findAll().stream()
                .map(ClientScopeRepresentation::getName)
                .toList();
    }

    @Test
    void leavesAClientScopeThatAnotherClientHas() {
        setup.make("");
        String scope = TestClient.tiledeskScope(realm).toRepresentation().getId();
        ClientResource account =
                realm.admin()
                        .clients()
                        .get(realm.admin().clients().findByClientId("account").get(0).getId());
        account.addOptionalClientScope(scope);
        Answer removal = setup.remove();
        assertThat(parts(removal, "removed")).contains("client tiledesk");
        assertThat(parts(removal, "kept"))
                .containsExactlyInAnyOrder(
                        "client-scope tiledesk",
                        "required-action Tiledesk: guests and customers complete no profile",
                        "user-profile tiledesk.*");
        account.removeOptionalClientScope(scope);
        assertThat(parts(setup.remove(), "removed")).contains("client-scope tiledesk");
    }

    @Test
    void leavesAClientWhoseRoleAGroupHas() {
        setup.make("");
        GroupRepresentation bosses = new GroupRepresentation();
        bosses.setName("bosses");
        realm.admin().groups().add(bosses).close();
        String id = realm.admin().getGroupByPath("/bosses").getId();
        RoleScopeResource roles =
                realm.admin()
                        .groups()
                        .group(id)
                        .roles()
                        .clientLevel(TestClient.of(realm).toRepresentation().getId());
        roles.add(adminRole());
        assertThat(parts(setup.remove(), "kept")).contains("client tiledesk");
        roles.remove(adminRole());
        assertThat(parts(setup.remove(), "removed")).contains("client tiledesk");
    }

    @Test
    void leavesAClientWhoseRoleAClientScopeHas() {
        setup.make("");
        String id =
                realm.admin().clientScopes().findAll().stream()
                        .filter(scope -> "profile".equals(scope.getName()))
                        .findFirst()
                        .orElseThrow()
                        .getId();
        RoleScopeResource roles =
                realm.admin()
                        .clientScopes()
                        .get(id)
                        .getScopeMappings()
                        .clientLevel(TestClient.of(realm).toRepresentation().getId());
        roles.add(adminRole());
        assertThat(parts(setup.remove(), "kept")).contains("client tiledesk");
        roles.remove(adminRole());
        assertThat(parts(setup.remove(), "removed")).contains("client tiledesk");
    }

    private List<RoleRepresentation> adminRole() {
        return List.of(TestClient.of(realm).roles().get("admin").toRepresentation());
    }

    @Test
    void leavesAClientWhoseRoleIsPartOfAnother() {
        setup.make("");
        RoleRepresentation boss = new RoleRepresentation("boss", "", false);
        realm.admin().roles().create(boss);
        RoleResource made = realm.admin().roles().get("boss");
        made.addComposites(adminRole());
        assertThat(parts(setup.remove(), "kept")).contains("client tiledesk");
        realm.admin().roles().deleteRole("boss");
        assertThat(parts(setup.remove(), "removed")).contains("client tiledesk");
    }

    @Test
    void leavesAClientWhoseRoleOthersMayHaveInTokens() {
        setup.make("");
        String tiledesk = TestClient.of(realm).toRepresentation().getId();
        List<RoleRepresentation> roles = adminRole();
        String other = realm.admin().clients().findByClientId("account").get(0).getId();
        RoleScopeResource scope =
                realm.admin().clients().get(other).getScopeMappings().clientLevel(tiledesk);
        scope.add(roles);
        assertThat(parts(setup.remove(), "kept")).contains("client tiledesk");
        scope.remove(roles);
        assertThat(parts(setup.remove(), "removed")).contains("client tiledesk");
    }

    @Test
    void keepsTheCustomersOfSeveralProjectsApart() {
        setup.make(Map.of("projects", List.of(Map.of("id", "one"))));
        setup.make(Map.of("projects", List.of(Map.of("id", "two"))));
        setup.make(Map.of("projects", List.of(Map.of("id", "two"), Map.of("id", "three"))));
        Providers providers = new Providers(realm);
        assertThat(providers.read("tiledesk-one").getConfig()).doesNotContainKey(PREFIX);
        assertThat(providers.read("tiledesk-two").getConfig()).containsEntry(PREFIX, "true");
        assertThat(providers.read("tiledesk-three").getConfig()).containsEntry(PREFIX, "true");
        try (TestRealm other = TestRealm.createPlain()) {
            SetupCalls.of(other)
                    .make(Map.of("projects", List.of(Map.of("id", "a"), Map.of("id", "b"))));
            assertThat(List.of("tiledesk-a", "tiledesk-b"))
                    .extracting(alias -> new Providers(other).read(alias).getConfig().get(PREFIX))
                    .containsOnly("true");
        }
    }

    @Test
    void leavesAnAttributeGroupOfAnAdministrators() {
        UserProfileResource profile = realm.admin().users().userProfile();
        UPConfig attributes = profile.getConfiguration();
        attributes.addGroup(new UPGroup("tiledesk"));
        profile.update(attributes);
        setup.make("");
        assertThat(parts(setup.remove(), "kept")).isEmpty();
        assertThat(profile.getConfiguration().getGroups())
                .extracting(UPGroup::getName)
                .contains("tiledesk");
    }

    @Test
    void leavesTheUserProfileToUsersOfAFederation() {
        UserRepresentation user = new UserRepresentation();
        user.setId("f:" + UUID.randomUUID() + ":somebody");
        user.setAttributes(Map.of("tiledesk.id", List.of("5e79f1d5a8e3a20012b50a51")));
        try (TestRealm other = TestRealm.createPlain(rep -> rep.setFederatedUsers(List.of(user)))) {
            SetupCalls calls = SetupCalls.of(other);
            calls.make("");
            assertThat(parts(calls.remove(), "kept"))
                    .containsExactlyInAnyOrder(
                            "user-profile tiledesk.*",
                            "required-action Tiledesk: guests and customers complete no profile");
        }
    }

    @Test
    void leavesWhatIsNotItsOwn() {
        try (TestRealm demo = TestRealm.create()) {
            Answer removal = SetupCalls.of(demo).remove();
            assertThat(parts(removal, "removed")).isEmpty();
            assertThat(demo.calls().signin(Demo.AGENT, Demo.PASSWORD).status()).isEqualTo(200);
        }
    }

    private String group() {
        return realm.admin().getGroupByPath("/tiledesk-guests").getId();
    }
}
