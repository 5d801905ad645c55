// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Identity providers of type {@code tiledesk}, kept by an administrator. */
class ProviderInConsoleIT {

    private static final String OTHER_PROJECT = "5ec688ed13400f0012c2edd2";
    private static final String OTHER_SECRET = "0ther5ec-2345-4abc-8def-5ec688ed1341";

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final Providers providers = new Providers(REALM);

    @Test
    void areOfferedWithTheirSettings() {
        var info = KeycloakServer.get().admin().serverInfo().getInfo();

        assertThat(info.getIdentityProviders())
                .extracting(type -> type.get("id"))
                .contains("tiledesk");
        assertThat(
                        REALM.admin()
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
        providers.add("other", settings(OTHER_PROJECT, OTHER_SECRET));

        assertThat(signin(OTHER_PROJECT, OTHER_SECRET, "1").status()).isEqualTo(200);
        IdentityProviderRepresentation read = providers.read("other");
        assertThat(read.getConfig()).containsEntry("clientId", OTHER_PROJECT);
        assertThat(read.getConfig().get("clientSecret")).isEqualTo(Providers.MASK);
        assertThat(REALM.admin().partialExport(true, true).getIdentityProviders())
                .extracting(IdentityProviderRepresentation::getConfig)
                .allSatisfy(
                        config ->
                                assertThat(config.values())
                                        .doesNotContain(OTHER_SECRET, Demo.SECRET));

        // What the console sends when something else was changed.
        providers.change("other", provider -> provider.setDisplayName("Other"));
        assertThat(signin(OTHER_PROJECT, OTHER_SECRET, "1").status()).isEqualTo(200);
        assertThat(signin(OTHER_PROJECT, Providers.MASK.repeat(4), "1").status()).isEqualTo(401);
    }

    @Test
    void letInNobodyWithTheSecretOfAnotherProject() {
        providers.add("third", settings("5ec688ed13400f0012c2edd3", OTHER_SECRET + "3"));
        int users = REALM.admin().users().count();

        ErrorAnswer.check(signin("5ec688ed13400f0012c2edd3", Demo.SECRET, "1"), 401);
        ErrorAnswer.check(signin(Demo.PROJECT, OTHER_SECRET + "3", "1"), 401);

        assertThat(REALM.admin().users().count()).isEqualTo(users);
    }

    @Test
    void letNobodyInOnceTheyAreDisabled() {
        Answer before = signin(Demo.PROJECT, Demo.SECRET, "kept");
        String token = before.token();
        assertThat(REALM.calls().customToken(token).status()).isEqualTo(200);
        int users = REALM.admin().users().count();

        providers.change("acme", provider -> provider.setEnabled(false));
        try {
            assertThat(ErrorAnswer.check(signin(Demo.PROJECT, Demo.SECRET, "kept"), 401))
                    .isEqualTo("Unauthorized");
            assertThat(ErrorAnswer.check(signin(Demo.PROJECT, Demo.SECRET, "new"), 401))
                    .isEqualTo("Unauthorized");
            assertThat(ErrorAnswer.check(REALM.calls().customToken(token), 401))
                    .isEqualTo("Unauthorized");
            assertThat(REALM.admin().users().count()).isEqualTo(users);
        } finally {
            providers.change("acme", provider -> provider.setEnabled(true));
        }

        assertThat(signin(Demo.PROJECT, Demo.SECRET, "kept").status()).isEqualTo(200);
        assertThat(REALM.calls().customToken(token).status()).isEqualTo(200);
    }

    @Test
    void areNoWayToLogInWithABrowser() {
        providers.change("acme", provider -> provider.setHideOnLogin(false));

        assertThat(providers.read("acme").isHideOnLogin()).isTrue();
    }

    @Test
    void areRefusedWithoutAProject() {
        assertThat(
                        providers.refusalToAdd(
                                Providers.describe("incomplete", settings("", OTHER_SECRET))))
                .contains("Client ID");
    }

    private static Map<String, String> settings(String project, String secret) {
        return Map.of("clientId", project, "clientSecret", secret);
    }

    private static Answer signin(String project, String secret, String customer) {
        return REALM.calls()
                .customToken(
                        Demo.customer()
                                .claim("_id", project + "_" + customer)
                                .claim("aud", "https://tiledesk.com/projects/" + project)
                                .sign(secret));
    }
}
