// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.keycloaktiledesk.it.server.AdminCli;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import io.github.keycloaktiledesk.it.server.StoppableServer;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.admin.client.resource.UserProfileResource;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.util.JsonSerialization;

/** A realm that has been changed goes to an empty Keycloak, as the documentation says. */
@Tag("distribution")
@Tag("slow")
class RealmExportIT {

    private static final Path OPERATOR = Path.of("deploy/operator");
    private static final String FLOW = "our sign-in";
    private static final String FIRST_LOGIN = "our first login";
    private static final String BROWSER = "our browser";
    private static final String COLOR = "tiledeskBrandColor";
    private static final String SECRET = "5hared5e-2345-4abc-8def-5ec688ed1341";
    private static final String VARIABLE = "SECRET_" + Demo.PROVIDER;
    private static final String VAULTED = "vaulted";
    private static final String IN_VAULT = "${vault.project}";
    private static final String MASKED = "masked";
    private static final String MASK = Providers.MASK;
    private static final String WITHOUT_PEOPLE = "--dir export --users skip";

    private static StoppableServer server;
    private static TestRealm realm;
    private static KeycloakServer target;
    private static Map<String, Object> before;
    private static String file;
    private static RealmRepresentation whole;
    private static RealmRepresentation withoutPeople;

    @TempDir private Path folder;

    @BeforeAll
    static void move() throws IOException {
        if (!isSupported()) {
            return;
        }
        server = StoppableServer.create();
        TestRealm source =
                TestRealm.createOn(
                        server.start(),
                        rep ->
                                rep.setSmtpServer(
                                        new HashMap<>(
                                                Map.of(
                                                        "host", "mail.example.com",
                                                        "from", "chat@example.com",
                                                        "auth", "true",
                                                        "user", "chat",
                                                        "password", MASK))));
        configure(source);
        before = RealmContent.of(source);
        server.stop();
        run(source, ShellBlock.EXPORT_REALM);
        run(source, ShellBlock.CLEAN_EXPORT);
        whole = read("demo.json");
        file = Files.readString(server.home().resolve("realm.json"));
        run(source, ShellBlock.EXPORT_REALM.code().replace("--file demo.json", WITHOUT_PEOPLE));
        withoutPeople = read("export/%s-realm.json".formatted(source.name()));

        server.empty();
        run(source, ShellBlock.IMPORT_REALM);
        String unlike = "sed -i 's/Tiledesk demo/Another/' realm.json\n";
        run(source, unlike + ShellBlock.IMPORT_REALM.code().strip() + " --override false");
        target = server.start();
        realm = source.on(target);
    }

    /** As an administrator does in the console. */
    private static void configure(TestRealm source) {
        FlowEditor flow = new FlowEditor(source);
        flow.copy(FlowEditor.SIGN_IN, FLOW);
        flow.configure(FLOW, "tiledesk-guest", "expiryDays", "14");
        flow.copy("tiledesk first login", FIRST_LOGIN);
        flow.copy("browser", BROWSER);
        flow.add(BROWSER, "tiledesk-guest", "ALTERNATIVE");
        RealmRepresentation settings = source.admin().toRepresentation();
        settings.setBrowserFlow(BROWSER);
        settings.setLoginTheme("tiledesk");
        source.admin().update(settings);
        source.admin().localization().saveRealmLocalizationText("en", COLOR, "#8a1538");
        TestClient.change(
                source,
                client ->
                        client.setAuthenticationFlowBindingOverrides(
                                Map.of("direct_grant", idOf(source, FLOW))));
        CustomerCalls customers = new CustomerCalls(source);
        customers.change(
                provider -> {
                    provider.setFirstBrokerLoginFlowAlias(FIRST_LOGIN);
                    provider.getConfig().put("clientSecret", SECRET);
                    provider.getConfig().put("maxLifetime", "7200");
                });
        new Providers(source).add(VAULTED, Map.of("clientId", VAULTED, "clientSecret", IN_VAULT));
        addMasked(source);
        customers.map(
                "plan",
                "tiledesk-claim-attribute",
                Map.of("claim", "plan", "user.attribute", "plan"));
        UserProfileResource profile = source.admin().users().userProfile();
        UPConfig attributes = profile.getConfiguration();
        attributes.setUnmanagedAttributePolicy(UPConfig.UnmanagedAttributePolicy.ADMIN_VIEW);
        profile.update(attributes);
    }

    /** As they come from the console's export. */
    private static void addMasked(TestRealm source) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(MASKED);
        client.setSecret(MASK);
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(MASKED);
        provider.setProviderId("oidc");
        provider.setConfig(
                new HashMap<>(
                        Map.of(
                                "clientId",
                                MASKED,
                                "clientSecret",
                                MASK,
                                "authorizationUrl",
                                "https://id.example.com/auth",
                                "tokenUrl",
                                "https://id.example.com/token")));
        PartialImportRepresentation parts = new PartialImportRepresentation();
        parts.setIfResourceExists("FAIL");
        parts.setClients(List.of(client));
        parts.setIdentityProviders(List.of(provider));
        try (Response imported = source.admin().partialImport(parts)) {
            assertThat(imported.getStatus()).as(imported.toString()).isEqualTo(200);
        }
    }

    private static void run(TestRealm source, ShellBlock block) {
        run(source, block.code());
    }

    private static void run(TestRealm source, String script) {
        server.run(script.replace("demo ", source.name() + " "), Map.of(VARIABLE, SECRET));
    }

    private static RealmRepresentation read(String export) throws IOException {
        return JsonSerialization.readValue(
                Files.readString(server.home().resolve(export)), RealmRepresentation.class);
    }

    private static boolean isSupported() {
        return Program.isInPath("bash") && Program.isInPath("jq");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void needsJq() {
        assumeTrue(isSupported(), "Configuration as code is not tested: no bash and jq");
    }

    @Test
    void isTheSameRealmThere() {
        Map<String, Object> after = RealmContent.of(realm);
        SoftAssertions parts = new SoftAssertions();
        before.forEach(
                (part, value) -> parts.assertThat(after.get(part)).as(part).isEqualTo(value));
        parts.assertAll();

        assertThat(realm.admin().toRepresentation())
                .extracting(RealmRepresentation::getBrowserFlow, RealmRepresentation::getLoginTheme)
                .containsExactly(BROWSER, "tiledesk");
        assertThat(realm.admin().localization().getRealmLocalizationTexts("en"))
                .containsEntry(COLOR, "#8a1538");
        assertThat(TestClient.of(realm).toRepresentation().getAuthenticationFlowBindingOverrides())
                .isEqualTo(Map.of("direct_grant", idOf(realm, FLOW)));
        assertThat(after.get("authenticatorConfig").toString()).contains("expiryDays=14");
        assertThat(realm.admin().identityProviders().get(Demo.PROVIDER).toRepresentation())
                .satisfies(
                        provider ->
                                assertThat(provider.getFirstBrokerLoginFlowAlias())
                                        .isEqualTo(FIRST_LOGIN))
                .satisfies(
                        provider ->
                                assertThat(provider.getConfig())
                                        .containsEntry("maxLifetime", "7200"));
        assertThat(realm.admin().users().userProfile().getConfiguration().getAttributes())
                .extracting("name")
                .contains("username", "tiledesk.id", "tiledesk.guest.seen");
        assertThat(realm.admin().groups().groups()).extracting("name").contains("tiledesk-guests");
    }

    /** The second import had another display name. */
    @Test
    void isNotReplacedUnlessThatIsWanted() {
        assertThat(realm.admin().toRepresentation().getDisplayName()).isEqualTo("Tiledesk demo");
    }

    @Test
    void leavesSecretsInTheVault() {
        assertThat(realm.admin().identityProviders().get(VAULTED).toRepresentation().getConfig())
                .containsEntry("clientSecret", IN_VAULT);
    }

    @Test
    void leavesPeopleOut() {
        assertThat(whole.getUsers()).isNotEmpty();
        assertThat(withoutPeople.getUsers()).isNull();
        assertThat(server.home().resolve("export")).isDirectoryNotContaining("glob:**-users-*");
    }

    /** Why the page warns of the console's exports: nobody but our provider refuses a mask. */
    @Test
    void hasMasksForSecretsWhereTheyWereImported() {
        assertThat(whole.getClients())
                .filteredOn(client -> MASKED.equals(client.getClientId()))
                .extracting(ClientRepresentation::getSecret)
                .containsExactly(MASK);
        assertThat(whole.getIdentityProviders())
                .filteredOn(provider -> MASKED.equals(provider.getAlias()))
                .extracting(provider -> provider.getConfig().get("clientSecret"))
                .containsExactly(MASK);
        assertThat(whole.getSmtpServer()).containsEntry("password", MASK);
    }

    @Test
    void signsInThere() {
        RealmUsers users = new RealmUsers(realm);
        users.createAgent("new@example.com");
        signsIn(realm.calls().signin("new@example.com", Demo.PASSWORD));

        Answer guest = visitor(realm.calls());
        signsIn(guest);
        assertThat(users.get(guest.userId()).groups())
                .extracting("name")
                .containsExactly("tiledesk-guests");

        Answer customer =
                realm.calls().customToken(Demo.customer().claim("plan", "pro").sign(SECRET));
        signsIn(customer);
        assertThat(users.read(customer.userId()).getAttributes())
                .containsEntry("plan", List.of("pro"));
        signsIn(realm.calls().customToken(customer.token()));
    }

    @Test
    void tellsNobodysSecret() {
        assertThat(file)
                .contains("${" + VARIABLE + "}")
                .doesNotContain(
                        SECRET, Demo.BACKEND_SECRET, Demo.AGENT, "privateKey", "credentialData");
        assertThat(target.log()).doesNotContain(SECRET, Demo.BACKEND_SECRET);
    }

    /** As an export has none that leaves people out, or of a realm without customers. */
    @Test
    void needsNeitherPeopleNorProviders() throws IOException {
        ObjectNode export =
                (ObjectNode)
                        new ObjectMapper().readTree(server.home().resolve("demo.json").toFile());
        export.remove(List.of("users", "identityProviders"));
        Files.writeString(folder.resolve("demo.json"), export.toString());

        runHere(ShellBlock.CLEAN_EXPORT);

        assertThat(new ObjectMapper().readTree(folder.resolve("realm.json").toFile()))
                .isEqualTo(
                        ((ObjectNode) new ObjectMapper().readTree(file))
                                .remove(List.of("users", "identityProviders")));
    }

    /** The example is what the documented command makes, and Keycloak knows each of its fields. */
    @Test
    void hasAnExampleForTheOperator() throws IOException {
        Files.copy(OPERATOR.resolve("realm-import.jq"), folder.resolve("realm-import.jq"));
        Files.copy(Demo.EXPORT, folder.resolve("realm-export.json"));
        runHere(ShellBlock.MAKE_REALM_IMPORT);
        JsonNode example =
                new YAMLMapper().readTree(OPERATOR.resolve("realm-import.yaml").toFile());
        assertThat(example)
                .isEqualTo(
                        new ObjectMapper().readTree(folder.resolve("realm-import.json").toFile()));
        assertThat(example.path("apiVersion").asText()).isEqualTo("k8s.keycloak.org/v2beta1");
        assertThat(example.path("kind").asText()).isEqualTo("KeycloakRealmImport");
        assertThat(example.at("/spec/keycloakCRName").asText()).isEqualTo("keycloak");
        assertThat(example.at("/spec/placeholders/TILEDESK_PROJECT_SECRET/secret/key").asText())
                .isEqualTo("secret");

        String content = example.at("/spec/realm").toString();
        assertThat(content).doesNotContain(Demo.SECRET, Demo.BACKEND_SECRET, Demo.AGENT);
        RealmRepresentation made =
                new ObjectMapper()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .readValue(
                                content.replace("${TILEDESK_PROJECT_SECRET}", SECRET),
                                RealmRepresentation.class);
        target.admin().realms().create(made);
        Calls calls = new Calls(URI.create(target.url() + "/realms/chat/tiledesk"));
        signsIn(visitor(calls));
        signsIn(calls.customToken(Demo.customer().sign(SECRET)));
    }

    private void runHere(ShellBlock block) {
        new Program(List.of("bash", "-euc", block.code()), folder, AdminCli.environment(folder))
                .run(Duration.ofMinutes(1));
    }

    private static Answer visitor(Calls calls) {
        return calls.anonymously(Map.of("id_project", Demo.PROJECT, "firstname", "Ada"));
    }

    private static void signsIn(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static String idOf(TestRealm of, String flow) {
        return of.admin().flows().getFlows().stream()
                .filter(found -> flow.equals(found.getAlias()))
                .map(AuthenticationFlowRepresentation::getId)
                .findFirst()
                .orElseThrow();
    }
}
