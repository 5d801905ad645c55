// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** A token for Tiledesk opens Tiledesk and nothing else, whoever it is for. */
class TokenPowerIT {

    private static final String FULL_SCOPE = "full-scope";
    private static final String OFFLINE = "offline_access";

    @Test
    void ofARealmAdministratorAdministersNothing() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            RealmParts.allowRapidSignIns(rep);
                            RealmParts.addFullScopeClient(rep, FULL_SCOPE);
                            RealmParts.addAudience(rep, "account");
                        })) {
            RealmUsers users = new RealmUsers(realm);
            String id = users.idOf(Demo.AGENT);
            users.grant(id, "realm-management", "realm-admin");
            users.grant(id, "account", "manage-account");
            OpenId endpoints = new OpenId(realm);
            // The same person by an ordinary client: it is the token that makes the difference.
            String powerful =
                    endpoints
                            .password(FULL_SCOPE, Demo.AGENT, Demo.PASSWORD, "openid")
                            .json()
                            .path("access_token")
                            .asText();
            assertThat(endpoints.users(powerful).status()).isEqualTo(200);
            assertThat(endpoints.account(powerful).status()).isEqualTo(200);

            Answer answer = realm.calls().signin(Demo.AGENT, Demo.PASSWORD);

            for (String token :
                    List.of(answer.token(), realm.calls().customToken(answer.token()).token())) {
                assertThat(endpoints.isActive(token)).isTrue();
                assertThat(endpoints.users(token).status()).isIn(401, 403);
                assertThat(endpoints.account(token).status()).isIn(401, 403);
                assertThat(Jwt.of(token).claims().has("realm_access")).isFalse();
                assertThat(Jwt.of(token).claims().toString())
                        .doesNotContain("realm-admin", "manage-account");
            }
        }
    }

    /** A default scope is asked for by nobody, and is there all the same. */
    @Test
    void isNeverAnOfflineTokenByADefaultScope() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            RealmParts.allowRapidSignIns(rep);
                            RealmParts.client(rep)
                                    .setDefaultClientScopes(
                                            new ArrayList<>(List.of("basic", "profile", OFFLINE)));
                        })) {
            assertOfflineIsWithinReach(realm);
            for (Somebody somebody : Somebody.values()) {
                Answer answer = somebody.signIn(realm);

                assertThat(answer.status()).as(answer.text()).isEqualTo(403);
                assertThat(answer.json().path("msg").isTextual()).isTrue();
            }
            assertNoOfflineSession(realm);
            assertThat(new RealmUsers(realm).having("tiledesk.kind", "guest")).isEmpty();
            assertThat(new RealmUsers(realm).having("tiledesk.kind", "customer")).isEmpty();
        }
    }

    @Test
    void isNeverAnOfflineTokenByAScopeThatIsAskedFor() {
        try (TestRealm realm =
                TestRealm.create(
                        rep -> {
                            RealmParts.allowRapidSignIns(rep);
                            RealmParts.client(rep)
                                    .setOptionalClientScopes(new ArrayList<>(List.of(OFFLINE)));
                        })) {
            assertOfflineIsWithinReach(realm);
            String json =
                    "{'email':'%s','password':'%s','id_project':'%s','scope':'offline_access'}"
                            .replace('\'', '"')
                            .formatted(Demo.AGENT, Demo.PASSWORD, Demo.PROJECT);
            String form =
                    "email=%s&password=%s&id_project=%s&scope=offline_access"
                            .formatted(Demo.AGENT, Demo.PASSWORD, Demo.PROJECT);
            String jwt = "JWT " + Demo.customer().sign(Demo.SECRET);
            for (String path : List.of(Calls.SIGNIN, Calls.ANONYMOUSLY, Calls.CUSTOM_TOKEN)) {
                assertOrdinary(post(realm, path + "?scope=offline_access", "json", json, jwt));
                assertOrdinary(post(realm, path, "json", json, jwt));
                assertOrdinary(post(realm, path, "x-www-form-urlencoded", form, jwt));
            }
            Answer agent = realm.calls().signin(Demo.AGENT, Demo.PASSWORD);
            String back = "JWT " + agent.token();
            assertOrdinary(post(realm, Calls.CUSTOM_TOKEN, "json", json, back));
            assertNoOfflineSession(realm);
        }
    }

    /** The very same client and user get one at Keycloak's own endpoint, which is then undone. */
    private static void assertOfflineIsWithinReach(TestRealm realm) {
        RealmUsers users = new RealmUsers(realm);
        String id = users.idOf(Demo.AGENT);
        RoleRepresentation role = realm.admin().roles().get(OFFLINE).toRepresentation();
        users.get(id).roles().realmLevel().add(List.of(role));
        String refresh =
                new OpenId(realm)
                        .password(Demo.CLIENT, Demo.AGENT, Demo.PASSWORD, "openid " + OFFLINE)
                        .json()
                        .path("refresh_token")
                        .asText();
        assertThat(Jwt.of(refresh).text("typ")).isEqualTo("Offline");
        users.get(id).revokeConsent(Demo.CLIENT);
        assertNoOfflineSession(realm);
    }

    private static void assertNoOfflineSession(TestRealm realm) {
        ClientRepresentation client = realm.admin().clients().findByClientId(Demo.CLIENT).get(0);
        assertThat(realm.admin().clients().get(client.getId()).getOfflineUserSessions(0, 100))
                .isEmpty();
    }

    private static void assertOrdinary(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Jwt token = Jwt.of(answer.token());
        assertThat(token.text("typ")).isEqualTo("Bearer");
        assertThat(token.text("scope")).doesNotContain(OFFLINE);
        assertThat(answer.json().fieldNames()).toIterable().doesNotContain("refresh_token");
    }

    private static Answer post(
            TestRealm realm, String path, String type, String body, String authorization) {
        return realm.calls()
                .post(
                        path,
                        Map.of(
                                "Content-Type",
                                "application/" + type,
                                "Authorization",
                                authorization),
                        body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dpop.bound.access.tokens", "tls.client.certificate.bound.access.tokens"})
    void isNotGivenWhereTheClientWantsABoundOne(String attribute) {
        try (TestRealm realm = TestRealm.create(rep -> set(rep, attribute))) {
            int before = new RealmUsers(realm).count();
            for (Somebody somebody : Somebody.values()) {
                Answer answer = somebody.signIn(realm);

                assertThat(answer.status()).as(answer.text()).isEqualTo(403);
                assertThat(answer.json().path("msg").isTextual()).isTrue();
            }
            assertThat(new RealmUsers(realm).count()).isEqualTo(before);
        }
    }

    private static void set(RealmRepresentation realm, String attribute) {
        RealmParts.client(realm).getAttributes().put(attribute, "true");
    }
}
