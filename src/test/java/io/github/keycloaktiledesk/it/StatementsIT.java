// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloaktiledesk.compatibility.BuildInfo;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.GuestRows;
import io.github.keycloaktiledesk.it.server.RealmKey;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Statements;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import io.github.keycloaktiledesk.it.server.UserRows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;

/** What each call may cost the database at most, once caches are warm. */
@Tag("database")
class StatementsIT {

    private static Cluster cluster;
    private static TestRealm realm;

    @BeforeAll
    static void create() {
        assumeTrue(
                BuildInfo.read()
                        .get("Newest Keycloak")
                        .equals(System.getProperty("keycloak.version")),
                "Another Keycloak makes other statements");
        cluster = Cluster.get();
        realm = TestRealm.createOn(cluster.node(0), StatementsIT::prepare);
    }

    private static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        RealmParts.allowAnyNumberOfGuests(realm);
        RealmParts.step(realm, "tiledesk custom token").put("takeOverGuests", "true");
        RealmParts.provider(realm).getConfig().put("allowExistingUsers", "true");
    }

    @AfterAll
    static void remove() {
        if (realm != null) {
            realm.close();
        }
    }

    /**
     * The user, whom Keycloak adds disabled and then enables, seven attributes, two events, the
     * group, of which Keycloak asks whether the guest is in it already, and then which groups add
     * something to the token.
     */
    @Test
    void visitor() {
        Statements cost = cost(i -> visit());

        assertStatements(cost, 14);
        assertThat(cost.roundTrips()).isEqualTo(7);
        assertThat(cost.commits()).isEqualTo(1);
    }

    @Test
    void agentAsKeycloaksOwnPasswordGrant() {
        TokenEndpoint keycloak = new TokenEndpoint(realm);
        Form grant = TokenEndpoint.passwordGrant(Demo.CLIENT, Demo.AGENT, Demo.PASSWORD);

        Statements cost = cost(i -> realm.calls().signin(Demo.AGENT, Demo.PASSWORD));

        assertThat(cost.texts()).isEqualTo(cost(i -> keycloak.post(grant)).texts());
        assertStatements(cost, 10);
    }

    /**
     * The user, whom Keycloak looks for by user name and by e-mail, and the event, which is two.
     */
    @Test
    void signinOfNobody() {
        assertExactly(
                cost(401, i -> realm.calls().signin("nobody" + i + "@example.com", Demo.PASSWORD)),
                4);
    }

    /** User and hash are cached: only the event is written. */
    @Test
    void signinWithAWrongPassword() {
        assertExactly(cost(401, i -> realm.calls().signin(Demo.AGENT, "wrong")), 2);
    }

    @Test
    void resume() {
        String token = visit().token();

        assertStatements(cost(i -> realm.calls().customToken(token)), 0);
    }

    /**
     * The user and the attributes, which Keycloak reads before it changes any of them, the time,
     * other values of the same name, which it deletes, and the required actions: of a user who has
     * changed nothing is taken from the cache.
     */
    @Test
    void firstResumeOfADay() {
        List<Answer> guests = visits();
        List<String> ids = guests.stream().map(Answer::userId).toList();
        new GuestRows(cluster.database()).age(ids, Duration.ofDays(2));
        realm.admin().clearUserCache();
        ids.forEach(new RealmUsers(realm)::read);

        Statements cost = cost(i -> realm.calls().customToken(guests.get(i).token()));

        assertExactly(cost, 5);
        assertThat(cost.commits()).isEqualTo(1);
    }

    /** Nor for the session. */
    @Test
    void resumeOfAnAgent() {
        String token = realm.calls().signin(Demo.AGENT, Demo.PASSWORD).token();

        assertStatements(cost(i -> realm.calls().customToken(token)), 0);
    }

    /** Nor for the provider and the link to it. */
    @Test
    void resumeOfACustomer() {
        String token = new CustomerCalls(realm).signIn("resumed").token();

        assertStatements(cost(i -> realm.calls().customToken(token)), 0);
    }

    /** The link, of which the cache is not believed. */
    @Test
    void resumeOfAnExistingUserWhomTheProviderHasSignedIn() {
        CustomerCalls customers = new CustomerCalls(realm);
        String agent = new RealmUsers(realm).createAgent("linked@example.com");
        customers.link(agent, "linked");
        Answer first = customers.signIn("linked");
        assertThat(first.userId()).isEqualTo(agent);

        assertExactly(cost(i -> realm.calls().customToken(first.token())), 1);
    }

    /** By a new key, which takes no waiting until half of a token's life is over. */
    @Test
    void renewal() {
        String token = visit().token();
        RealmKey key = RealmKey.addTo(realm);
        try {
            assertStatements(cost(i -> realm.calls().customToken(token)), 0);
        } finally {
            key.remove();
        }
    }

    /** The mappers, the agent who might have this id, and the event, which is two. */
    @Test
    void knownCustomer() {
        CustomerCalls customers = new CustomerCalls(realm);
        customers.signIn("known");
        new UserRows(cluster, realm).age();

        assertStatements(cost(i -> customers.signIn("known")), 4);
    }

    /** The user besides, of whom the cache may know more than a transaction sees. */
    @Test
    void customerOfAMomentAgo() {
        CustomerCalls customers = new CustomerCalls(realm);

        assertStatements(cost(i -> customers.signIn("recent")), 5);
    }

    /** Nobody is looked for before the signature is verified: only the event is written. */
    @Test
    void forgedToken() {
        String resumed = tampered(visit().token());
        String custom = Demo.customer().sign("another-secret-of-the-right-length");

        assertStatements(cost(401, i -> realm.calls().customToken(resumed)), 2);
        assertStatements(cost(401, i -> realm.calls().customToken(custom)), 2);
    }

    /** The look for a provider besides: that there is none, is not remembered. */
    @Test
    void unknownProject() {
        assertStatements(cost(401, i -> realm.calls().customToken(toProject("p" + i))), 3);
    }

    /** Anybody may have it looked for: no providers are counted, even where nothing is cached. */
    @Test
    void unknownProjectWhereNothingIsCached() {
        Statements cost =
                cost(
                        401,
                        i -> {
                            realm.admin().clearRealmCache();
                            return realm.calls().customToken(toProject("p" + i));
                        });

        assertThat(cost.texts())
                .filteredOn(text -> text.toLowerCase(Locale.ROOT).contains("identity_provider"))
                .as(cost.toString())
                .isNotEmpty()
                .noneMatch(text -> text.contains("count("));
    }

    /** A token that nobody has signed. */
    private static String toProject(String id) {
        return Demo.customer()
                .claim("aud", "https://tiledesk.com/projects/" + id)
                .sign("another-secret-of-the-right-length");
    }

    /** With another claim, under the same signature. */
    private static String tampered(String token) {
        String[] parts = token.split("\\.");
        byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
        String other = new String(claims, StandardCharsets.UTF_8).replace("\"Ada\"", "\"Eve\"");
        return parts[0]
                + '.'
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(other.getBytes(StandardCharsets.UTF_8))
                + '.'
                + parts[2];
    }

    /** What each is for, docs/sign-your-customers-in.md says. */
    @Test
    void newCustomer() {
        CustomerCalls customers = new CustomerCalls(realm);

        Statements cost = cost(i -> customers.signIn("new" + i));

        assertExactly(cost, 22);
        assertThat(cost.commits()).isEqualTo(1);
    }

    /**
     * The attribute besides, and whose the e-mail is: three times by e-mail, twice by user name.
     */
    @Test
    void newCustomerWithAnEmail() {
        CustomerCalls customers = new CustomerCalls(realm);

        Statements cost =
                cost(
                        i ->
                                customers.signIn(
                                        Demo.customer()
                                                .claim("_id", "reachable" + i)
                                                .claim("email", i + "@customers.example")));

        assertExactly(cost, 28);
    }

    /** The guest besides, who is deleted with all that Keycloak may have of a user. */
    @Test
    void guestWhoBecomesANewCustomer() {
        List<Answer> guests = visits();

        Statements cost = cost(i -> become("former" + i, guests.get(i)));

        assertExactly(cost, 65);
        assertThat(cost.commits()).isEqualTo(1);
    }

    private static Answer become(String id, Answer guest) {
        String jwt = Demo.customer().claim("_id", id).sign(Demo.SECRET);
        Answer customer =
                realm.calls()
                        .post(
                                Calls.CUSTOM_TOKEN,
                                Map.of(
                                        "Authorization",
                                        "JWT " + jwt,
                                        "Content-Type",
                                        "application/json"),
                                "{\"guest_token\":\"%s\"}"
                                        .formatted(guest.token())
                                        .getBytes(StandardCharsets.UTF_8));
        assertThat(customer.json().at("/user/formerId").asText()).isEqualTo(guest.userId());
        return customer;
    }

    /** A visitor for each number. */
    private static List<Answer> visits() {
        return IntStream.range(0, Statements.NUMBERS).mapToObj(i -> visit()).toList();
    }

    private static Answer visit() {
        return realm.calls()
                .anonymously(
                        Map.of(
                                "id_project", Demo.PROJECT,
                                "firstname", "Ada",
                                "lastname", "Guest",
                                "email", "ada@example.test",
                                "attributes", Map.of("plan", "pro")));
    }

    private static Statements cost(IntFunction<Answer> call) {
        return cost(200, call);
    }

    private static Statements cost(int status, IntFunction<Answer> call) {
        return Statements.of(
                cluster,
                i -> {
                    Answer answer = call.apply(i);
                    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
                });
    }

    private static void assertStatements(Statements cost, int most) {
        assertThat(cost.texts())
                .as("%d statements, at most %d:%n%s", cost.texts().size(), most, cost)
                .hasSizeLessThanOrEqualTo(most);
    }

    /** Fewer than are explained are noticed too. */
    private static void assertExactly(Statements cost, int count) {
        assertThat(cost.texts())
                .as("%d statements, exactly %d:%n%s", cost.texts().size(), count, cost)
                .hasSize(count);
    }
}
