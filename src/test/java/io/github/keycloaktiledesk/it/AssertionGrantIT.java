// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.JwksProject;
import io.github.keycloaktiledesk.it.server.JwksServer;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.ShellBlock;
import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Custom JWTs at Keycloak's own token endpoint, by RFC 7523. */
class AssertionGrantIT {

    private static final String SHOP = "shop";
    private static final String SHOP_SECRET = "shop-secret-of-a-test";
    private static final String ISSUER = "https://site.example";
    private static final JwksProject SLOW = new JwksProject("slow");
    private static final String SLOW_ISSUER = "https://slow.example";
    private static final SigningKey KEY = SigningKey.generate("ES256", "site");

    @AutoClose private static final JwksServer SITE = JwksServer.start();
    @AutoClose private static final TestRealm REALM = TestRealm.create(AssertionGrantIT::prepare);

    private final CustomerCalls customers = new CustomerCalls(REALM);
    private final OpenId openId = new OpenId(REALM);

    private static void prepare(RealmRepresentation realm) {
        Map<String, String> provider = RealmParts.provider(realm).getConfig();
        provider.put("allowedAlgorithms", "ES256");
        provider.put("publicKeys", KEY.pem());
        provider.put("issuer", ISSUER);
        RealmParts.addProvider(realm, "secret", "secret-project", Demo.SECRET);
        Map<String, String> secret = realm.getIdentityProviders().get(1).getConfig();
        secret.put("allowedAlgorithms", "HS256");
        secret.remove("publicKeys");
        secret.put("issuer", "https://secret.example");
        SLOW.addTo(realm, SITE.url(KeycloakServer.get()));
        realm.getIdentityProviders().get(2).getConfig().put("issuer", SLOW_ISSUER);
        RealmParts.addGrantClient(realm, SHOP, SHOP_SECRET, Demo.PROVIDER, "secret", SLOW.alias());
    }

    private static CustomToken customer(String id) {
        return Demo.customer().claim("_id", id).claim("iss", ISSUER);
    }

    private Answer grant(CustomToken token) {
        return assertion(SHOP, SHOP_SECRET, KEY.sign(token));
    }

    private static Answer assertion(String client, String secret, String jwt) {
        return new TokenEndpoint(REALM)
                .post(
                        TokenEndpoint.assertionGrant(client, secret, jwt)
                                .with("scope", "openid email"));
    }

    private String signedInBefore(String id) {
        Answer answer = REALM.calls().customToken(KEY.sign(customer(id)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.userId();
    }

    private static void assertRefused(Answer answer, String description) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(answer.json().path("error_description").asText()).isEqualTo(description);
    }

    @Test
    void knowsTheCustomerById() {
        String eva = signedInBefore("grant-Eva");
        String other = signedInBefore("grant-eva");

        Answer answer = grant(customer("grant-Eva"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String token = answer.json().path("access_token").asText();
        assertThat(openId.userinfo(token).json().path("sub").asText())
                .isEqualTo(eva)
                .isNotEqualTo(other);
        assertThat(answer.json().has("refresh_token")).isFalse();
    }

    /** The command of the page 'Sign your customers in'. */
    @Test
    void isAskedForAsDocumented(@TempDir Path folder) throws IOException {
        assumeTrue(Program.isInPath("bash") && Program.isInPath("curl"), "No bash and curl");
        String customer = signedInBefore("grant-documented");
        String command =
                ShellBlock.GRANT_BY_CUSTOM_JWT
                        .code()
                        .replace("https://id.example.com/realms/demo", REALM.url().toString());
        Map<String, String> variables =
                Map.of(
                        "CLIENT",
                        SHOP,
                        "SECRET",
                        SHOP_SECRET,
                        "CUSTOM_JWT",
                        KEY.sign(customer("grant-documented")));

        String answer =
                new Program(List.of("bash", "-euc", command), folder, variables)
                        .run(Duration.ofMinutes(1));

        Jwt token = Jwt.of(new ObjectMapper().readTree(answer).path("access_token").asText());
        assertThat(token.claims().path("sub").asText()).isEqualTo(customer);
    }

    @Test
    void makesNobody() {
        int before = new RealmUsers(REALM).count();

        assertRefused(grant(customer("grant-new")), "User not found");

        assertThat(new RealmUsers(REALM).count()).isEqualTo(before);
    }

    @Test
    void verifiesAsTheCallsDo() {
        signedInBefore("grant-verify");
        CustomToken good = customer("grant-verify");

        assertRefused(
                assertion(
                        SHOP,
                        SHOP_SECRET,
                        SigningKey.generate("ES256", "site").sign(customer("grant-verify"))),
                "wrong signature");
        assertRefused(
                grant(customer("grant-verify").claim("aud", REALM.url().toString())),
                "aud is not the provider's audience");
        assertRefused(
                grant(customer("grant-verify").claim("_id", "")),
                "_id is blank, longer than 255 characters, or not plain text");
        assertRefused(
                grant(customer("grant-verify").claim("iss", "https://else.example")),
                "No Identity Provider for provided issuer");
        assertThat(grant(good).status()).isEqualTo(200);
    }

    @Test
    void takesNoSharedSecret() {
        CustomToken token =
                Demo.customer()
                        .claim("aud", "https://tiledesk.com/projects/secret-project")
                        .claim("iss", "https://secret.example");
        assertThat(customers.signIn(token).status()).isEqualTo(200);

        Answer answer = assertion(SHOP, SHOP_SECRET, token.sign(Demo.SECRET));

        assertRefused(answer, "No Identity Provider for provided issuer");
    }

    @Test
    void refusesDisabledUsersAndAdministrators() {
        RealmUsers users = new RealmUsers(REALM);
        String disabled = signedInBefore("grant-disabled");
        users.change(disabled, user -> user.setEnabled(false));
        String admin = signedInBefore("grant-admin");
        users.grant(admin, "realm-management", "view-users");

        assertRefused(grant(customer("grant-disabled")), "user disabled");
        assertRefused(grant(customer("grant-admin")), "the user is an administrator");
    }

    /** Keycloak's endpoint brings nobody up to date; that must not wait for the calls. */
    @Test
    void takesBackAnEmailThatIsNoLongerTrusted() {
        CustomToken token = customer("grant-mail").claim("email", "boss@example.test");
        customers.change(provider -> provider.setTrustEmail(true));
        String id;
        try {
            id = REALM.calls().customToken(KEY.sign(token)).userId();
            assertThat(userinfo(grant(token))).contains("boss@example.test");
        } finally {
            customers.change(provider -> provider.setTrustEmail(false));
        }

        Answer answer = grant(token);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(userinfo(answer)).doesNotContain("boss@example.test");
        UserRepresentation user = new RealmUsers(REALM).read(id);
        assertThat(user.getEmail()).isNull();
        assertThat(user.isEmailVerified()).isFalse();
    }

    private String userinfo(Answer granted) {
        return openId.userinfo(granted.json().path("access_token").asText()).text();
    }

    @Test
    void usesATokenUpForBothDoors() {
        signedInBefore("grant-once");
        customers.set(Map.of("singleUse", "true"));
        try {
            CustomToken called = customer("grant-once").claim("jti", "call-then-grant");
            assertThat(REALM.calls().customToken(KEY.sign(called)).status()).isEqualTo(200);
            assertRefused(grant(called), "jti has been used");

            CustomToken granted = customer("grant-once").claim("jti", "grant-then-call");
            assertThat(grant(granted).status()).isEqualTo(200);
            assertThat(REALM.calls().customToken(KEY.sign(granted)).status()).isEqualTo(401);
        } finally {
            customers.set(Map.of("singleUse", "false"));
        }
    }

    @Test
    void refusesClientsThatMayNot() {
        signedInBefore("grant-client");
        String token = KEY.sign(customer("grant-client"));

        assertRefused(
                assertion(Demo.BACKEND, Demo.BACKEND_SECRET, token),
                "JWT Authorization Grant is not supported for the requested client");
        assertRefused(
                assertion(Demo.CLIENT, "", token),
                "Public client not allowed to use authorization grant");
    }

    @Test
    void wantsASubject() {
        signedInBefore("grant-sub");

        assertRefused(grant(customer("grant-sub").without("sub")), "Missing claim: sub");
    }

    @Test
    void wantsAnExpirationEvenWhereTheCallsDoWithout() {
        CustomToken token = customer("grant-exp").without("exp");
        signedInBefore("grant-exp");
        // Ours or Keycloak's own check comes first, by its version.
        assertThat(grant(token).json().path("error_description").asText())
                .isIn("exp is missing", "Token exp claim is required");

        customers.set(Map.of("expirationOptional", "true"));
        try {
            assertThat(REALM.calls().customToken(KEY.sign(token)).status()).isEqualTo(200);
            assertRefused(grant(token), "Token exp claim is required");
        } finally {
            customers.set(Map.of("expirationOptional", "false"));
        }
    }

    /** Keycloak's endpoint knows no other status. */
    @Test
    void waitsOnceForKeysThatDoNotCome() {
        SITE.hang();
        String jwt = KEY.sign(SLOW.customer().claim("iss", SLOW_ISSUER));

        assertRefused(assertion(SHOP, SHOP_SECRET, jwt), "no JWKS within 5 seconds");
        assertRefused(assertion(SHOP, SHOP_SECRET, jwt), "no JWKS within 5 seconds");
        assertThat(SITE.requests()).isEqualTo(1);
    }

    @Test
    void takesTheAudienceOfASubscriptionToo() {
        signedInBefore("grant-subscription");
        customers.set(Map.of("subscriptions", "grant-subscription"));
        try {
            Answer answer =
                    grant(
                            customer("grant-subscription")
                                    .claim(
                                            "aud",
                                            "https://tiledesk.com/subscriptions/grant-subscription"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        } finally {
            customers.set(Map.of("subscriptions", ""));
        }
    }

    /** As the calls do: such a provider signs nobody in. */
    @Test
    void isNotServedByAProviderForLinkingOnly() {
        signedInBefore("grant-link-only");
        customers.change(provider -> provider.setLinkOnly(true));
        try {
            assertRefused(
                    grant(customer("grant-link-only")), "No Identity Provider for provided issuer");
        } finally {
            customers.change(provider -> provider.setLinkOnly(false));
        }
    }
}
