// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import static io.github.keycloaktiledesk.it.browser.AdminConsole.inRow;
import static io.github.keycloaktiledesk.it.browser.AdminConsole.named;
import static io.github.keycloaktiledesk.it.browser.AdminConsole.testId;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.keycloak.admin.client.resource.UserProfileResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.openqa.selenium.By;

/** What an administrator does with the mouse and sees, and what Tiledesk's calls make of it. */
@Tag("browser")
class AdminInConsoleIT {

    private static final String ADMIN = "alex";

    private static final String PROJECT = "5ec688ed13400f0012c2edd2";
    private static final String SECRET = "0ther5ec-2345-4abc-8def-5ec688ed1341";
    private static final String SITE = "https://shop.example.com";
    private static final String CUSTOMER = PROJECT + "_42";

    @AutoClose private final TestRealm realm = TestRealm.create(AdminInConsoleIT::prepare);

    @RegisterExtension private final WebBrowser browser = new WebBrowser();

    private final AdminConsole console = new AdminConsole(browser, realm);
    private final Picture picture = new Picture(browser, realm);

    private static void prepare(RealmRepresentation realm) {
        AdminConsole.addAdministrator(realm, ADMIN, "en");
        RealmParts.map(
                realm,
                "plan",
                "tiledesk-claim-attribute",
                Map.of("claim", "attributes.plan", "user.attribute", "plan"));
        RealmParts.map(
                realm,
                "supporters",
                "tiledesk-claim-group",
                Map.of("claim", "role", "claim.value", "support", "group", "/tiledesk-guests"));
    }

    @Test
    void addsAProviderByWhichACustomerSignsIn() {
        ErrorAnswer.check(signIn(), 401);
        console.logIn(ADMIN);
        console.choose("identity-providers");
        browser.click(named("Add provider"));
        browser.click(testId("tiledesk"));

        console.fill("alias", "shop");
        console.fill("displayName", "Shop");
        console.fill("config.clientId", PROJECT);
        console.fill("config.clientSecret", SECRET);
        console.select(By.cssSelector("#allowedAlgorithms .pf-v5-c-menu-toggle__button"), "HS512");
        console.flip("legacySecret");
        console.fill("issuer", SITE);
        console.fill("config.acceptedIssuers", List.of(SITE + "/old", SITE + "/older"));
        console.fill("config.subscriptions", List.of("sub1"));
        console.fill("clockSkew", "30");
        console.fill("maxLifetime", "7200");
        console.flip("requireProjectPrefix");
        picture.take("provider-settings");
        browser.click(testId("createProvider"));
        console.seeSuccess();

        console.select(By.id("firstBrokerLoginFlowAliasOverride"), "tiledesk first login");
        console.flip("trustEmail");
        browser.click(testId("idp-details-save"));
        console.seeSuccess();

        assertThat(new Providers(realm).read("shop"))
                .satisfies(
                        provider -> {
                            assertThat(provider.getDisplayName()).isEqualTo("Shop");
                            assertThat(provider.isTrustEmail()).isTrue();
                            assertThat(provider.getFirstBrokerLoginFlowAlias())
                                    .isEqualTo("tiledesk first login");
                            assertThat(provider.getConfig())
                                    .containsEntry("clientId", PROJECT)
                                    .containsEntry("clientSecret", Providers.MASK)
                                    .containsEntry("allowedAlgorithms", "HS256##HS512")
                                    .containsEntry("legacySecret", "true")
                                    .containsEntry("issuer", SITE)
                                    .containsEntry(
                                            "acceptedIssuers", SITE + "/old##" + SITE + "/older")
                                    .containsEntry("subscriptions", "sub1")
                                    .containsEntry("clockSkew", "30")
                                    .containsEntry("maxLifetime", "7200")
                                    .containsEntry("requireProjectPrefix", "true")
                                    .containsEntry("singleUse", "false");
                        });
        assertThat(signIn().status()).isEqualTo(200);
        assertThat(new RealmUsers(realm).linkedTo("shop", CUSTOMER)).hasSize(1);
    }

    private Answer signIn() {
        return realm.calls()
                .customToken(
                        Demo.customer()
                                .claim("_id", CUSTOMER)
                                .claim("iss", SITE + "/old")
                                .claim("aud", "https://tiledesk.com/projects/" + PROJECT)
                                .sign(SECRET));
    }

    @Test
    void addsAMapperByWhichACustomerGetsAnAttribute() {
        showUndeclaredAttributes();
        console.logIn(ADMIN);
        console.open("identity-providers/tiledesk/" + Demo.PROVIDER + "/mappers");
        browser.click(named("Add mapper"));

        console.fill("name", "tier");
        console.select(By.id("identityProviderMapper"), "Claim to attribute");
        console.fill("claim", "attributes.tier");
        console.fill("config.user🍺attribute", "tier");
        browser.click(testId("new-mapper-save-button"));
        console.seeSuccess();

        realm.calls()
                .customToken(
                        Demo.customer()
                                .claim("attributes", Map.of("tier", "gold"))
                                .sign(Demo.SECRET));
        assertThat(new RealmUsers(realm).linkedTo(Demo.PROVIDER, Demo.PROJECT + "_42"))
                .singleElement()
                .satisfies(
                        customer ->
                                assertThat(customer.getAttributes())
                                        .containsEntry("tier", List.of("gold")));

        console.open("identity-providers/tiledesk/" + Demo.PROVIDER + "/mappers");
        browser.see(inRow("tier", "td"));
        picture.take("provider-mappers");
    }

    @Test
    void switchesVisitorsOffAndOn() {
        console.logIn(ADMIN);
        console.choose("authentication");
        browser.click(named(FlowEditor.SIGN_IN));
        By requirement =
                inRow(FlowEditor.VISITORS, "button[contains(@class, 'requirement-dropdown')]");
        assertThat(visitor().status()).isEqualTo(200);

        console.select(requirement, "Disabled");
        console.seeSuccess();
        assertThat(ErrorAnswer.check(visitor(), 403)).isEqualTo("This sign-in is not enabled");

        console.select(requirement, "Conditional");
        console.seeSuccess();
        assertThat(visitor().status()).isEqualTo(200);

        assertThat(browser.textOf(requirement)).isEqualTo("Conditional");
        picture.take("flow");
    }

    @Test
    void seesAGuestAndItsLogin() {
        String guest = visitor().json().path("user").path("_id").asText();
        String username = "tiledesk-guest-" + guest;
        console.logIn(ADMIN);

        console.choose("events");
        browser.see(inRow("LOGIN", "*[normalize-space()='" + guest + "']"));
        browser.see(inRow("REGISTER", "*[normalize-space()='" + guest + "']"));

        console.choose("users");
        browser.click(named(username));
        browser.until(driver -> "Ada".equals(value("tiledesk.guest.firstname")));
        assertThat(value("tiledesk.kind")).isEqualTo("guest");
        assertThat(value("tiledesk.guest.attributes")).isEqualTo("{\"plan\":\"pro\"}");
        assertThat(value("firstName")).isEmpty();
        picture.take("guest-in-console");
    }

    private void showUndeclaredAttributes() {
        UserProfileResource profile = realm.admin().users().userProfile();
        UPConfig config = profile.getConfiguration();
        config.setUnmanagedAttributePolicy(UPConfig.UnmanagedAttributePolicy.ADMIN_VIEW);
        profile.update(config);
    }

    private String value(String field) {
        return browser.see(testId(field)).getDomProperty("value");
    }

    private Answer visitor() {
        return realm.calls()
                .anonymously(
                        Map.of(
                                "id_project",
                                Demo.PROJECT,
                                "firstname",
                                "Ada",
                                "attributes",
                                Map.of("plan", "pro")));
    }
}
