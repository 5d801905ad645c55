// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.JwksProject;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.OneTimeCode;
import io.github.keycloaktiledesk.it.server.Pem;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/**
 * All calls, well and badly made, with secrets that occur nowhere else: whoever keeps a record of
 * them is searched for these afterwards.
 */
final class SecretiveCalls implements AutoCloseable {

    /** The agent's, which is no secret. */
    static final String EMAIL = "secretive@example.com";

    private static final String PASSWORD = secret("password");
    private static final String WRONG_PASSWORD = secret("wrong-password");
    private static final String WRONG_CODE = secret("wrong-code");
    private static final String PROJECT_SECRET = secret("project-secret");
    private static final String WRONG_SECRET = secret("other-project-secret");

    private static final String SHOP = "shop";
    private static final String SHOP_SECRET = secret("shop-secret");
    private static final String ISSUER = "https://keyed.example";
    private static final JwksProject KEYED = new JwksProject("keyed");
    private static final SigningKey KEY = SigningKey.generate("ES256", "keyed");
    private static final SigningKey OTHER_KEY = SigningKey.generate("ES256", "keyed");

    private final List<String> secrets = new ArrayList<>();
    private final KeycloakServer server;
    private final TestRealm realm;
    private String code;

    private SecretiveCalls(KeycloakServer server) {
        this.server = server;
        this.realm =
                TestRealm.createOn(
                        server,
                        rep -> {
                            RealmParts.allowRapidSignIns(rep);
                            RealmParts.addKeyProvider(
                                    rep,
                                    KEYED.name(),
                                    "ES256",
                                    Map.of("publicKeys", KEY.pem(), "issuer", ISSUER));
                            RealmParts.addGrantClient(rep, SHOP, SHOP_SECRET, KEYED.alias());
                        });
    }

    /** Makes them all, to a realm of their own. */
    static SecretiveCalls on(KeycloakServer server) {
        SecretiveCalls calls = new SecretiveCalls(server);
        calls.prepare();
        calls.agents();
        calls.visitors();
        calls.customers();
        calls.grants();
        calls.privateKeys();
        calls.memberships();
        calls.withAStepThatShowsAPage();
        return calls;
    }

    private void prepare() {
        secrets.addAll(
                List.of(
                        PASSWORD,
                        WRONG_PASSWORD,
                        WRONG_CODE,
                        PROJECT_SECRET,
                        WRONG_SECRET,
                        SHOP_SECRET));
        IdentityProviderRepresentation provider =
                realm.admin().identityProviders().get("acme").toRepresentation();
        provider.getConfig().put("clientSecret", PROJECT_SECRET);
        realm.admin().identityProviders().get("acme").update(provider);
        List<CredentialRepresentation> credentials = new ArrayList<>(OneTimeCode.credentials());
        credentials.set(0, RealmUsers.password(PASSWORD));
        new RealmUsers(realm).createAgent(EMAIL, user -> user.setCredentials(credentials));
    }

    /** The realm that was called. */
    TestRealm realm() {
        return realm;
    }

    /**
     * Calls with secrets in the URL, where clients must not put them: Keycloak itself, and what is
     * in front of it, write URLs down.
     */
    void inUrls() {
        expect(
                422,
                realm.calls()
                        .post(
                                Calls.SIGNIN + "?email=" + EMAIL + "&password=" + PASSWORD,
                                Map.of()));
        expect(
                401,
                realm.calls()
                        .post(
                                Calls.CUSTOM_TOKEN + "?secret_token=" + PASSWORD,
                                Map.of(),
                                new byte[0]));
    }

    /** That no secret is in a record, neither as it is nor encoded. */
    void assertAreNotIn(String name, String text) {
        for (String secret : secrets) {
            for (String form : forms(secret)) {
                assertThat(text.contains(form)).as(name + " contains " + secret).isFalse();
            }
        }
        assertThat(Pattern.compile("\\b" + code + "\\b").matcher(text).find())
                .as(name + " contains the one-time code")
                .isFalse();
    }

    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return List.of(
                secret,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes));
    }

    private void agents() {
        code = OneTimeCode.now();
        expect(200, signin(PASSWORD, code));
        expect(401, signin(PASSWORD, code));
        expect(401, signin(PASSWORD, WRONG_CODE));
        expect(401, signin(WRONG_PASSWORD, code));
        expect(401, realm.calls().signin(EMAIL, PASSWORD));
        expect(401, realm.calls().signin("nobody@example.com", PASSWORD));
        expect(422, realm.calls().signin("", PASSWORD));
        expect(422, realm.calls().signin(PASSWORD, PASSWORD));
        Map<String, Object> wrongTypes = new LinkedHashMap<>();
        wrongTypes.put("email", EMAIL);
        wrongTypes.put("password", List.of(PASSWORD));
        wrongTypes.put("otp", Map.of(PASSWORD, PASSWORD));
        expect(422, realm.calls().post(Calls.SIGNIN, wrongTypes));
        String malformed = "{\"email\":\"" + EMAIL + "\",\"password\":\"" + PASSWORD + "\",,}";
        expect(400, post(Map.of("Content-Type", "application/json"), malformed));
        expect(
                401,
                realm.calls()
                        .post(
                                Calls.SIGNIN,
                                Form.HEADERS,
                                new Form()
                                        .with("email", EMAIL)
                                        .with("password", WRONG_PASSWORD)
                                        .bytes()));
    }

    private Answer post(Map<String, String> headers, String body) {
        return realm.calls().post(Calls.SIGNIN, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private void visitors() {
        Answer visitor =
                realm.calls().anonymously(Map.of("id_project", Demo.PROJECT, "password", PASSWORD));
        expect(200, visitor);
        resume(visitor.token());
    }

    private void customers() {
        String jwt = remember(customer().sign(PROJECT_SECRET));
        Answer customer = realm.calls().customToken(jwt);
        expect(200, customer);
        expect(200, realm.calls().customToken(jwt));
        resume(customer.token());
        expect(401, realm.calls().customToken(remember(customer().sign(WRONG_SECRET))));
        expect(
                401,
                realm.calls()
                        .customToken(remember(customer().without("_id").sign(PROJECT_SECRET))));
        expect(
                401,
                realm.calls()
                        .customToken(remember(customer().claim("exp", 1).sign(PROJECT_SECRET))));
        expect(
                400,
                realm.calls()
                        .customToken(remember(customer().without("aud").sign(PROJECT_SECRET))));
        expect(
                409,
                realm.calls()
                        .customToken(
                                remember(
                                        customer()
                                                .claim("email", Demo.AGENT)
                                                .sign(PROJECT_SECRET))));
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + jwt);
        expect(401, realm.calls().post(Calls.CUSTOM_TOKEN, bearer, new byte[0]));
    }

    /** The same at Keycloak's own endpoint. */
    private void grants() {
        CustomToken good = KEYED.customer().claim("iss", ISSUER);
        expect(200, realm.calls().customToken(remember(KEY.sign(good))));
        expect(200, grant(KEY.sign(good)));
        expect(400, grant(OTHER_KEY.sign(good)));
        expect(400, grant(KEY.sign(good.claim("_id", "unknown"))));
        expect(400, grant(KEY.sign(good.claim("exp", 1))));
        expect(
                401,
                new TokenEndpoint(realm)
                        .post(
                                TokenEndpoint.assertionGrant(
                                        SHOP, WRONG_SECRET, remember(KEY.sign(good)))));
    }

    private Answer grant(String jwt) {
        return new TokenEndpoint(realm)
                .post(TokenEndpoint.assertionGrant(SHOP, SHOP_SECRET, remember(jwt)));
    }

    /** An administrator takes the wrong file. */
    private void privateKeys() {
        String pem = Pem.of("PRIVATE KEY", KEY.privateKey().getEncoded());
        Map<String, Object> jwk = KEY.jwk();
        String number =
                Base64.getUrlEncoder().encodeToString(WRONG_CODE.getBytes(StandardCharsets.UTF_8));
        jwk.put("d", number);
        Providers providers = new Providers(realm);
        for (String keys : List.of(pem, SigningKey.jwks(List.of(jwk)))) {
            providers.refusalToSet(KEYED.alias(), Map.of("publicKeys", keys));
        }
        secrets.add(number);
        pem.lines().filter(line -> !line.startsWith("-")).forEach(secrets::add);
    }

    private void resume(String token) {
        remember(token);
        expect(200, realm.calls().customToken(token));
        String broken = token.substring(0, token.length() - 4) + "AAAA";
        expect(401, realm.calls().customToken(remember(broken)));
    }

    private void withAStepThatShowsAPage() {
        FlowEditor flow = new FlowEditor(realm);
        flow.require(FlowEditor.AGENTS, "direct-grant-validate-password", "DISABLED");
        flow.add(FlowEditor.AGENTS, "auth-username-password-form", "REQUIRED");
        expect(401, realm.calls().signin(Demo.AGENT, WRONG_PASSWORD));
        flow.add(FlowEditor.CUSTOMERS, "deny-access-authenticator", "REQUIRED");
        Answer denied = realm.calls().customToken(remember(customer().sign(PROJECT_SECRET)));
        expect(403, denied);
    }

    /** The token goes on to Tiledesk, which answers with it. */
    private void memberships() {
        try (RecordedTiledesk tiledesk = RecordedTiledesk.start()) {
            MembershipStep step = new MembershipStep(realm);
            step.require(tiledesk.url(server), Map.of());
            for (int status : List.of(200, 401, 500)) {
                tiledesk.answer(status, PROJECT_SECRET);
                Answer visitor = realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
                expect(200, visitor);
                remember(visitor.token());
            }
            assertThat(tiledesk.received()).hasSize(3);
            step.off();
        }
    }

    private Answer signin(String password, String otp) {
        return realm.calls()
                .post(Calls.SIGNIN, Map.of("email", EMAIL, "password", password, "otp", otp));
    }

    private static CustomToken customer() {
        return Demo.customer().claim("_id", UUID.randomUUID().toString());
    }

    /** The whole token, and what is worth something by itself: its signature. */
    private String remember(String jwt) {
        secrets.add(jwt.substring(jwt.lastIndexOf('.') + 1));
        return jwt;
    }

    private void expect(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private static String secret(String name) {
        return name + "-" + UUID.randomUUID();
    }

    @Override
    public void close() {
        realm.close();
    }
}
