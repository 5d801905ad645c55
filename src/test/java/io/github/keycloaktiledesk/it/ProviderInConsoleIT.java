package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.TestRealm;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Identity providers of type {@code tiledesk}, kept by an administrator. */
class ProviderInConsoleIT {

    private static final String OTHER_PROJECT = "5ec688ed13400f0012c2edd2";
    private static final String OTHER_SECRET = "0ther5ec-2345-4abc-8def-5ec688ed1341";

    private static TestRealm realm;

    @BeforeAll
    static void create() {
        realm = TestRealm.create();
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @Test
    void areOfferedWithTheirSettings() {
        var info = KeycloakServer.get().admin().serverInfo().getInfo();

        assertThat(info.getIdentityProviders())
                .extracting(type -> type.get("id"))
                .contains("tiledesk");
        assertThat(
                        realm.admin()
                                .identityProviders()
                                .getIdentityProviders("tiledesk")
                                .readEntity(String.class))
                .contains(
                        "\"tiledesk\"",
                        "allowedAlgorithms",
                        "legacySecret",
                        "previousSecret",
                        "publicKeys",
                        "jwksUrl",
                        "allowPrivateAddresses",
                        "issuer",
                        "acceptedIssuers",
                        "audienceBase",
                        "subscriptions",
                        "clockSkew",
                        "maxLifetime",
                        "expirationOptional",
                        "requireProjectPrefix",
                        "singleUse",
                        "allowExistingUsers");
    }

    @Test
    void areCreatedWithASecretThatNobodyReadsAgain() {
        add("other", OTHER_PROJECT, OTHER_SECRET);

        assertThat(signin(OTHER_PROJECT, OTHER_SECRET, "1").status()).isEqualTo(200);
        IdentityProviderRepresentation read = provider("other").toRepresentation();
        assertThat(read.getConfig()).containsEntry("clientId", OTHER_PROJECT);
        assertThat(read.getConfig().get("clientSecret")).isEqualTo("**********");
        assertThat(realm.admin().partialExport(true, true).getIdentityProviders())
                .extracting(IdentityProviderRepresentation::getConfig)
                .allSatisfy(
                        config ->
                                assertThat(config.values())
                                        .doesNotContain(OTHER_SECRET, Demo.SECRET));

        // What the console sends when something else was changed.
        read.setDisplayName("Other");
        provider("other").update(read);
        assertThat(signin(OTHER_PROJECT, OTHER_SECRET, "1").status()).isEqualTo(200);
        assertThat(signin(OTHER_PROJECT, "**********".repeat(4), "1").status()).isEqualTo(401);
    }

    @Test
    void letInNobodyWithTheSecretOfAnotherProject() {
        add("third", "5ec688ed13400f0012c2edd3", OTHER_SECRET + "3");
        int users = realm.admin().users().count();

        ErrorAnswer.check(signin("5ec688ed13400f0012c2edd3", Demo.SECRET, "1"), 401);
        ErrorAnswer.check(signin(Demo.PROJECT, OTHER_SECRET + "3", "1"), 401);

        assertThat(realm.admin().users().count()).isEqualTo(users);
    }

    @Test
    void letNobodyInOnceTheyAreDisabled() {
        Answer before = signin(Demo.PROJECT, Demo.SECRET, "kept");
        String token = before.token();
        assertThat(realm.calls().customToken(token).status()).isEqualTo(200);
        int users = realm.admin().users().count();

        enable("acme", false);
        try {
            assertThat(ErrorAnswer.check(signin(Demo.PROJECT, Demo.SECRET, "kept"), 401))
                    .isEqualTo("Unauthorized");
            assertThat(ErrorAnswer.check(signin(Demo.PROJECT, Demo.SECRET, "new"), 401))
                    .isEqualTo("Unauthorized");
            assertThat(ErrorAnswer.check(realm.calls().customToken(token), 401))
                    .isEqualTo("Unauthorized");
            assertThat(realm.admin().users().count()).isEqualTo(users);
        } finally {
            enable("acme", true);
        }

        assertThat(signin(Demo.PROJECT, Demo.SECRET, "kept").status()).isEqualTo(200);
        assertThat(realm.calls().customToken(token).status()).isEqualTo(200);
    }

    @Test
    void areNoWayToLogInWithABrowser() {
        assertThat(provider("acme").toRepresentation().isHideOnLogin()).isTrue();
    }

    @Test
    void areRefusedWithoutAProject() {
        IdentityProviderRepresentation incomplete = describe("incomplete", "", OTHER_SECRET);
        try (Response response = realm.admin().identityProviders().create(incomplete)) {
            assertThat(response.getStatus()).isEqualTo(400);
        }
    }

    private static Answer signin(String project, String secret, String customer) {
        return realm.calls()
                .customToken(
                        Demo.customer()
                                .claim("_id", project + "_" + customer)
                                .claim("aud", "https://tiledesk.com/projects/" + project)
                                .sign(secret));
    }

    private static void add(String alias, String project, String secret) {
        try (Response response =
                realm.admin().identityProviders().create(describe(alias, project, secret))) {
            assertThat(response.getStatus()).isEqualTo(201);
        }
    }

    private static IdentityProviderRepresentation describe(
            String alias, String project, String secret) {
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(alias);
        provider.setProviderId("tiledesk");
        provider.setEnabled(true);
        provider.setFirstBrokerLoginFlowAlias("tiledesk first login");
        provider.setConfig(new HashMap<>(Map.of("clientId", project, "clientSecret", secret)));
        return provider;
    }

    private static void enable(String alias, boolean enabled) {
        IdentityProviderRepresentation changed = provider(alias).toRepresentation();
        changed.setEnabled(enabled);
        provider(alias).update(changed);
    }

    private static IdentityProviderResource provider(String alias) {
        return realm.admin().identityProviders().get(alias);
    }
}
