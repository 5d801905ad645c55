// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider is no way to log in with a browser, and a customer has no account there. */
class CustomerInBrowserIT {

    private static final String FULL_SCOPE = "full-scope";

    @AutoClose
    private static final TestRealm REALM =
            TestRealm.create(
                    rep -> {
                        RealmParts.allowRapidSignIns(rep);
                        RealmParts.addFullScopeClient(rep, FULL_SCOPE);
                        RealmParts.addAudience(rep, "account");
                    });

    private final Providers providers = new Providers(REALM);
    private final Browser browser = new Browser();

    @Test
    void findsNoProviderOnTheLoginPage() {
        assertThat(loginPage("")).contains("kc-form-login").doesNotContain("broker/acme");

        // The page does show providers that are not hidden.
        providers.change(
                Demo.PROVIDER,
                provider -> {
                    provider.setProviderId("github");
                    provider.setHideOnLogin(false);
                });
        assertThat(loginPage("")).contains("broker/acme/login");
        providers.change(Demo.PROVIDER, provider -> provider.setHideOnLogin(false));
        assertThat(loginPage("")).contains("kc-form-login").doesNotContain("broker/acme");
    }

    @Test
    void findsItHiddenWhateverAnAdministratorSays() {
        providers.change(Demo.PROVIDER, provider -> provider.setHideOnLogin(false));
        assertThat(providers.read(Demo.PROVIDER).isHideOnLogin()).isTrue();

        providers.set(
                Demo.PROVIDER,
                Map.of("hideOnLoginPage", "false", "showInAccountConsole", "ALWAYS"));
        assertThat(providers.read(Demo.PROVIDER).isHideOnLogin()).isTrue();
        assertThat(providers.read(Demo.PROVIDER).getConfig())
                .containsEntry("showInAccountConsole", "NEVER");
    }

    /** A hint leads straight to the provider. */
    @Test
    void isToldByKeycloaksPageThatThereIsNothingToDoThere() {
        assertErrorPage(browser.open(Browser.loginPage(REALM, "&kc_idp_hint=acme")));
        assertThat(loginPage("&kc_idp_hint=another")).contains("kc-form-login");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, acme/login",
        "POST, acme/login",
        "GET, acme/login?session_code=x&client_id=account&tab_id=y",
        "GET, acme/endpoint",
        "POST, acme/endpoint",
        "GET, acme/endpoint?state=a.b.c&code=d",
        "GET, acme/endpoint?error=access_denied",
        "GET, acme/link?client_id=account&redirect_uri=x&nonce=n&hash=h"
    })
    void meetsKeycloaksErrorPageAtTheProvidersAddresses(String method, String path) {
        URI address = URI.create(REALM.url() + "/broker/" + path);

        assertErrorPage(browser.send(method, address, new Form().with("state", "a.b.c")));
    }

    @Test
    void canDoNothingElseAtTheEndpoint() {
        URI endpoint = URI.create(REALM.url() + "/broker/acme/endpoint");

        assertThat(browser.send("PUT", endpoint, new Form()).status()).isEqualTo(405);
        assertThat(browser.open(URI.create(endpoint + "/more")).status()).isEqualTo(404);
    }

    /** An agent who is logged in asks to be linked, as Keycloak's account console would. */
    @Test
    void cannotBeLinkedByABrowser() {
        Answer page = browser.open(Browser.loginPage(REALM, ""));
        Answer in =
                browser.submit(
                        page,
                        new Form().with("username", Demo.AGENT).with("password", Demo.PASSWORD));
        assertThat(in.status()).isEqualTo(200);

        Answer link = browser.open(Browser.loginPage(REALM, "&kc_action=idp_link:acme"));

        assertErrorPage(link.text().contains("<form") ? browser.submit(link, new Form()) : link);
        assertThat(new CustomerCalls(REALM).links(new RealmUsers(REALM).idOf(Demo.AGENT)))
                .isEmpty();
    }

    @Test
    void hasNoAccount() {
        OpenId endpoints = new OpenId(REALM);
        String agents =
                endpoints
                        .password(FULL_SCOPE, Demo.AGENT, Demo.PASSWORD, "openid")
                        .json()
                        .path("access_token")
                        .asText();
        String customers = new CustomerCalls(REALM).signIn("account-1").token();

        Calls account = new Calls(URI.create(REALM.url() + "/account"));
        for (String path :
                List.of("", "/credentials", "/linked-accounts", "/sessions", "/applications")) {
            assertThat(get(account, path, agents).status()).as(path).isEqualTo(200);
            assertThat(get(account, path, customers).status()).as(path).isIn(401, 403);
        }
    }

    private static Answer get(Calls account, String path, String token) {
        return account.send(
                "GET",
                path,
                Map.of("Authorization", "Bearer " + token, "Accept", "application/json"),
                new byte[0]);
    }

    @Test
    void hasNoCredential() {
        Answer answer = new CustomerCalls(REALM).signIn("password-1");
        RealmUsers users = new RealmUsers(REALM);
        String username = users.read(answer.userId()).getUsername();

        assertThat(users.get(answer.userId()).credentials()).isEmpty();
        assertThat(users.read(answer.userId()).getRequiredActions()).isEmpty();
        for (String guess : List.of("", Demo.PASSWORD, Demo.SECRET, "password-1")) {
            assertThat(new OpenId(REALM).password(FULL_SCOPE, username, guess, "openid").status())
                    .isIn(400, 401);
            assertThat(REALM.calls().signin(username, guess).status()).isIn(401, 422);
        }
    }

    private String loginPage(String parameters) {
        Answer page = browser.open(Browser.loginPage(REALM, parameters));
        assertThat(page.status()).isEqualTo(200);
        return page.text();
    }

    private static void assertErrorPage(Answer page) {
        assertThat(page.status()).as(page.text()).isEqualTo(400);
        assertThat(page.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.text()).contains("kc-error-message");
    }
}
