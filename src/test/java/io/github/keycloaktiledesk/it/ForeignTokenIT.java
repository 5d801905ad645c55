// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.server.ErrorAnswer.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.MailServer;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmKey;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.TestClient;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientInitialAccessCreatePresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * Tokens that Keycloak itself has signed with the realm's keys, but for something else, bring
 * nobody back. {@link ResumeTokenIT} has those that differ from a good one in one claim.
 */
class ForeignTokenIT {

    private static final String OFFLINE = "offline_access";
    private static final String ROBOT = "robot";
    private static final String ROBOT_SECRET = "the-secret-of-a-robot";

    @AutoClose private static final MailServer MAILS = MailServer.start();

    @AutoClose private static final TestRealm REALM = TestRealm.create(ForeignTokenIT::prepare);

    private final OpenId endpoints = new OpenId(REALM);
    private final RealmUsers users = new RealmUsers(REALM);

    private static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        RealmParts.client(realm).setOptionalClientScopes(new ArrayList<>(List.of(OFFLINE)));
        MAILS.serve(realm, KeycloakServer.get());
        RealmParts.addFullScopeClient(realm, ROBOT);
        ClientRepresentation robot = realm.getClients().get(realm.getClients().size() - 1);
        robot.setPublicClient(false);
        robot.setSecret(ROBOT_SECRET);
        robot.setServiceAccountsEnabled(true);
    }

    @Test
    void anIdTokenAndARefreshToken() {
        JsonNode tokens = grant("openid");

        assertThat(bring(tokens.path("access_token").asText()).status()).isEqualTo(200);
        assertBringsNobody(tokens.path("id_token").asText(), "ID");
        assertBringsNobody(tokens.path("refresh_token").asText(), "Refresh");
    }

    /** Nor the access token that comes with it: offline, it would have no end. */
    @Test
    void anOfflineToken() {
        RoleRepresentation role = REALM.admin().roles().get(OFFLINE).toRepresentation();
        String id = users.createAgent("offline@example.com");
        users.get(id).roles().realmLevel().add(List.of(role));

        JsonNode tokens =
                endpoints
                        .password(
                                Demo.CLIENT,
                                "offline@example.com",
                                Demo.PASSWORD,
                                "openid " + OFFLINE)
                        .json();

        assertBringsNobody(tokens.path("refresh_token").asText(), "Offline");
        assertBringsNobody(tokens.path("access_token").asText(), "Bearer");
    }

    @Test
    void anAnswerOfUserinfoThatIsSigned() {
        String access = grant("openid").path("access_token").asText();
        TestClient.change(
                REALM,
                client -> client.getAttributes().put("user.info.response.signature.alg", "RS256"));
        try {
            String signed = endpoints.userinfo(access).text();

            assertBringsNobody(signed, null);
        } finally {
            TestClient.change(
                    REALM,
                    client -> client.getAttributes().put("user.info.response.signature.alg", ""));
        }
    }

    /** The link in a mail with which a user sets a new password. */
    @Test
    void anActionToken() {
        String id = users.createAgent("action-token@example.com");
        users.get(id).executeActionsEmail(List.of("UPDATE_PASSWORD"));
        Matcher key = Pattern.compile("key=3D(eyJ[^&\\s]+)|key=(eyJ[^&\\s]+)").matcher(mail());
        assertThat(key.find()).as(mail()).isTrue();

        assertBringsNobody(key.group(1) == null ? key.group(2) : key.group(1), "execute-actions");
    }

    private static String mail() {
        // Quoted-printable breaks its lines with an equals sign.
        return MAILS.mails().get(MAILS.mails().size() - 1).replaceAll("=\\R", "");
    }

    @Test
    void tokensOfTheRegistrationOfClients() {
        ClientInitialAccessCreatePresentation one =
                new ClientInitialAccessCreatePresentation(600, 1);
        assertBringsNobody(
                REALM.admin().clientInitialAccess().create(one).getToken(), "InitialAccessToken");
        assertBringsNobody(
                TestClient.of(REALM)
                        .regenerateRegistrationAccessToken()
                        .getRegistrationAccessToken(),
                "RegistrationAccessToken");
    }

    @Test
    void theCookieOfALogin() {
        Browser browser = new Browser();
        URI page = Browser.loginPage(REALM, "");
        browser.submit(
                browser.open(page),
                new Form().with("username", Demo.AGENT).with("password", Demo.PASSWORD));

        String cookie = browser.cookie(page, "KEYCLOAK_IDENTITY").orElseThrow();

        assertThat(Jwt.of(cookie).text("typ")).isEqualTo("Serialized-ID");
        // It names no audience, which is answered before anything else.
        assertThat(ErrorAnswer.check(bring(cookie), 400)).isEqualTo("JWT Aud field is required");
    }

    /** What Keycloak posts to a client that wants to be told: it is for this very client. */
    @Test
    void aLogoutToken() {
        try (RecordedTiledesk listener = RecordedTiledesk.startPlain()) {
            setBackchannelLogout(listener.url(KeycloakServer.get()) + "/logout");
            try {
                String refresh = grant("openid").path("refresh_token").asText();
                assertThat(endpoints.logout(Demo.CLIENT, refresh).status()).isEqualTo(204);
            } finally {
                setBackchannelLogout("");
            }
            String body = listener.received().get(0).body();
            String token = body.substring(body.indexOf("eyJ"));

            assertThat(body).startsWith("logout_token=");
            assertThat(Jwt.of(token).text("aud")).isEqualTo(Demo.CLIENT);
            assertBringsNobody(token, "Logout");
        }
    }

    private static void setBackchannelLogout(String url) {
        TestClient.change(
                REALM, client -> client.getAttributes().put("backchannel.logout.url", url));
    }

    @Test
    void aServiceAccountsToken() {
        JsonNode token = endpoints.clientCredentials(ROBOT, ROBOT_SECRET).json();

        assertBringsNobody(token.path("access_token").asText(), "Bearer");
    }

    /** Those keys are for Keycloak's own use; whoever holds one could otherwise be anybody. */
    @Test
    void aGoodTokenThatIsSignedWithASecretOfTheRealm() {
        byte[] secret = "a secret of the realm's, which nobody else has at all".getBytes(UTF_8);
        String kid = RealmKey.addSecretTo(REALM, secret);
        Jwt good = Jwt.of(REALM.calls().signin(Demo.AGENT, Demo.PASSWORD).token());

        assertRefused(bring(good.copy().header("kid", kid).signHs256(secret)));
    }

    private JsonNode grant(String scope) {
        return endpoints.password(Demo.CLIENT, Demo.AGENT, Demo.PASSWORD, scope).json();
    }

    private static void assertBringsNobody(String token, String type) {
        assertThat(Jwt.of(token).text("typ")).isEqualTo(type);
        assertRefused(bring(token));
    }

    private static Answer bring(String token) {
        return REALM.calls().customToken(token);
    }
}
