// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.UserRepresentation;

/** A customer who has been a guest until now, and brings the guest's token along. */
class GuestBecomesCustomerIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OTHER_PROJECT = "5ec688ed13400f0012c2edd9";

    @AutoClose
    private static final TestRealm REALM =
            TestRealm.create(
                    realm -> {
                        RealmParts.step(realm, "tiledesk custom token")
                                .put("takeOverGuests", "true");
                        RealmParts.provider(realm).getConfig().put("allowExistingUsers", "true");
                    });

    @AutoClose private static final TestRealm AS_SHIPPED = TestRealm.create();

    private final RealmUsers users = new RealmUsers(REALM);
    private final RealmEvents events = new RealmEvents(REALM);
    private final String id = Demo.PROJECT + "_" + UUID.randomUUID();

    @BeforeEach
    void forget() {
        events.clear();
    }

    @Test
    void takesTheGuestOver() {
        Answer guest = guest(REALM, Map.of("plan", "free", "seen", "pricing"));

        Answer customer = signIn(REALM, customer(Map.of("plan", "pro")), guest.token());

        assertThat(customer.status()).isEqualTo(200);
        assertThat(customer.json().at("/user/formerId").asText()).isEqualTo(id(guest));
        // The site's own word stands, and only what it does not say is filled in.
        assertThat(attributes(customer)).isEqualTo(json(Map.of("plan", "pro", "seen", "pricing")));
        assertThat(REALM.calls().customToken(guest.token()).status()).isEqualTo(401);
        assertThat(users.having("tiledesk.kind", "guest"))
                .extracting(UserRepresentation::getId)
                .doesNotContain(id(guest));
        assertThat(lastLogin())
                .containsEntry("former_guest", id(guest))
                .doesNotContainKey("guest_token_ignored");
    }

    @Test
    void keepsWhatItWasGivenWithoutTheToken() {
        Answer guest = guest(REALM, Map.of("seen", "pricing"));
        signIn(REALM, customer(Map.of("plan", "pro")), "JWT " + guest.token());

        Answer later = signIn(REALM, customer(Map.of("plan", "max")), null);

        assertThat(later.json().at("/user").has("formerId")).isFalse();
        assertThat(attributes(later)).isEqualTo(json(Map.of("plan", "max", "seen", "pricing")));
        Answer resumed = REALM.calls().customToken(later.token());
        assertThat(resumed.json().at("/user/attributes"))
                .isEqualTo(json(Map.of("plan", "max", "seen", "pricing")));
    }

    @Test
    void givesACustomerNothingElseThatTheGuestTyped() {
        Answer guest = guest(REALM, Map.of());

        Answer customer = signIn(REALM, customer(Map.of()).without("firstname"), guest.token());

        assertThat(customer.json().at("/user/formerId").asText()).isEqualTo(id(guest));
        assertThat(customer.claims().toString()).doesNotContain("Typed", "typed@");
        assertThat(users.read(customer.userId()).getAttributes())
                .doesNotContainKeys("tiledesk.guest.firstname", "tiledesk.guest.email");
    }

    @Test
    void takesOverAFormBodyToo() {
        Answer guest = guest(REALM, Map.of("seen", "pricing"));

        Answer customer =
                post(
                        REALM,
                        customer(Map.of()).sign(Demo.SECRET),
                        "application/x-www-form-urlencoded",
                        "guest_token=" + guest.token());

        assertThat(customer.json().at("/user/formerId").asText()).isEqualTo(id(guest));
    }

    @Test
    void isOffByDefault() {
        Answer guest = guest(AS_SHIPPED, Map.of("seen", "pricing"));

        Answer customer = signIn(AS_SHIPPED, customer(Map.of()), guest.token());

        assertThat(customer.status()).isEqualTo(200);
        assertThat(customer.json().at("/user").has("formerId")).isFalse();
        assertThat(attributes(customer).has("seen")).isFalse();
        assertThat(AS_SHIPPED.calls().customToken(guest.token()).status()).isEqualTo(200);
    }

    @Test
    void leavesAGuestOfAnotherProjectAlone() {
        Answer guest =
                REALM.calls()
                        .anonymously(
                                Map.of("id_project", OTHER_PROJECT, "attributes", Map.of("a", 1)));

        assertIgnored(guest.token(), "a guest of another project");

        assertThat(REALM.calls().customToken(guest.token()).status()).isEqualTo(200);
    }

    @Test
    void takesNobodyElseForAGuest() {
        String agent = REALM.calls().signin(Demo.AGENT, Demo.PASSWORD).token();
        String other =
                new CustomerCalls(REALM)
                        .signIn(Demo.PROJECT + "_other-" + UUID.randomUUID())
                        .token();
        String foreign = guest(AS_SHIPPED, Map.of("seen", "x")).token();

        assertIgnored(agent, "not the token of a guest");
        assertIgnored(other, "not the token of a guest");
        assertIgnored(foreign, "not a token of this realm");
        assertThat(users.get(users.idOf(Demo.AGENT)).toRepresentation().isEnabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "JWT ", "a.b.c", "JWT JWT x"})
    void signsACustomerInWhateverTheTokenIs(String token) {
        assertIgnored(token, "not a token of this realm");
    }

    @Test
    void ignoresATokenThatHasBeenUsed() {
        Answer guest = guest(REALM, Map.of());
        signIn(REALM, customer(Map.of()), guest.token());
        events.clear();

        assertIgnored(guest.token(), "user gone, disabled or logged out");
    }

    @Test
    void takesADisabledGuestForNone() {
        Answer guest = guest(REALM, Map.of("seen", "pricing"));
        users.change(id(guest), user -> user.setEnabled(false));

        assertIgnored(guest.token(), "user gone, disabled or logged out");

        assertThat(users.read(id(guest)).isEnabled()).isFalse();
        users.get(id(guest)).remove();
    }

    @Test
    void keepsTheGuestWhereTheCustomerIsRefused() {
        Answer guest = guest(REALM, Map.of("seen", "pricing"));

        Answer refused =
                signIn(REALM, customer(Map.of()).claim("exp", 1).claim("iat", 0), guest.token());

        assertThat(refused.status()).isEqualTo(401);
        assertThat(REALM.calls().customToken(guest.token()).status()).isEqualTo(200);
    }

    @Test
    void givesAnAgentNothing() {
        String agent = users.createAgent("linked-" + UUID.randomUUID() + "@example.test");
        new CustomerCalls(REALM).link(agent, id);
        Answer guest = guest(REALM, Map.of("seen", "pricing"));

        Answer signedIn = signIn(REALM, customer(Map.of()), guest.token());

        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.json().at("/user").has("formerId")).isFalse();
        assertThat(users.read(agent).getAttributes()).isNull();
        assertThat(lastLogin())
                .containsEntry(
                        "guest_token_ignored", "the custom JWT has signed in an existing user");
        assertThat(REALM.calls().customToken(guest.token()).status()).isEqualTo(200);
    }

    @Test
    void namesAGuestTokenThatIsNoText() {
        Answer answer =
                post(
                        REALM,
                        customer(Map.of()).sign(Demo.SECRET),
                        "application/json",
                        "{\"guest_token\":{\"a\":1}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/param").asText()).isEqualTo("guest_token");
    }

    @Test
    void fillsInNoMoreThanATokenHasRoomFor() {
        Map<String, Object> large = Map.of("large", "x".repeat(9_000));
        Answer guest = guest(REALM, Map.of("big", "y".repeat(9_000), "small", "z"));

        Answer customer = signIn(REALM, customer(large), guest.token());

        assertThat(attributes(customer).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("large", "small");
    }

    @Test
    void takesAGuestOverOnceHoweverOftenItIsSent() {
        Answer guest = guest(REALM, Map.of("seen", "pricing"));
        String jwt = customer(Map.of()).sign(Demo.SECRET);
        Supplier<Answer> call = () -> send(REALM, jwt, guest.token());

        List<Answer> answers = AtOnce.call(Collections.nCopies(6, call));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream().filter(answer -> answer.json().at("/user").has("formerId")))
                .hasSize(1);
        assertThat(attributes(signIn(REALM, customer(Map.of()), null)).path("seen").asText())
                .isEqualTo("pricing");
    }

    private void assertIgnored(String token, String reason) {
        Answer customer = signIn(REALM, customer(Map.of()), token);

        assertThat(customer.status()).isEqualTo(200);
        assertThat(customer.json().at("/user").has("formerId")).isFalse();
        assertThat(attributes(customer)).isEmpty();
        assertThat(lastLogin())
                .containsEntry("guest_token_ignored", reason)
                .doesNotContainKey("former_guest");
    }

    private Map<String, String> lastLogin() {
        return events.all().stream()
                .filter(event -> "LOGIN".equals(event.getType()))
                .findFirst()
                .orElseThrow()
                .getDetails();
    }

    private static Answer guest(TestRealm realm, Map<String, ?> attributes) {
        return realm.calls()
                .anonymously(
                        Map.of(
                                "id_project",
                                Demo.PROJECT,
                                "firstname",
                                "Typed",
                                "email",
                                "typed@example.test",
                                "attributes",
                                attributes));
    }

    private CustomToken customer(Map<String, ?> attributes) {
        return Demo.customer().claim("_id", id).without("email").claim("attributes", attributes);
    }

    private static Answer signIn(TestRealm realm, CustomToken token, String guestToken) {
        return send(realm, token.sign(Demo.SECRET), guestToken);
    }

    private static Answer send(TestRealm realm, String jwt, String guestToken) {
        Map<String, String> body =
                guestToken == null ? Map.of() : Map.of("guest_token", guestToken);
        return post(realm, jwt, "application/json", json(body).toString());
    }

    private static Answer post(TestRealm realm, String jwt, String type, String body) {
        return realm.calls()
                .post(
                        Calls.CUSTOM_TOKEN,
                        Map.of("Authorization", "JWT " + jwt, "Content-Type", type),
                        body.getBytes(StandardCharsets.UTF_8));
    }

    private static String id(Answer guest) {
        return guest.json().at("/user/_id").asText();
    }

    private static JsonNode attributes(Answer answer) {
        return answer.claims().path("attributes");
    }

    private static JsonNode json(Map<String, ?> values) {
        return JSON.valueToTree(values);
    }
}
