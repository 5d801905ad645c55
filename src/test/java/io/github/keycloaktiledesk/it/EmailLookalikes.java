// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * E-mails that look like an agent's, or that some program takes for it. Who has one of them is not
 * that agent: does not sign in as it, is not linked to it, and is in nobody's way. Where two are
 * the same e-mail is said by Keycloak's own look-up in this database, and by nothing of ours.
 */
final class EmailLookalikes {

    /** Of an agent with every letter that has a double somewhere. */
    private static final String EMAIL = "kassim.iss@shop.example";

    private static final List<String> LOOKALIKES =
            List.of(
                    "k\u0430ssim.iss@shop.example", // Cyrillic a
                    "ｋassim.iss@shop.example", // full width
                    "\u212aassim.iss@shop.example", // Kelvin sign, whose lower case is k
                    "ka\u017f\u017fim.iss@shop.example", // long s, whose upper case is S
                    "kaßim.iss@shop.example",
                    "kassim.\u0131ss@shop.example", // dotless i, whose upper case is I
                    "kassim.\u0130ss@shop.example", // dotted I
                    "kassím.iss@shop.example",
                    "kassi\u0301m.iss@shop.example", // the same, decomposed
                    "KASSIM.ISS@SHOP.EXAMPLE",
                    "kassim.iss@shop.example.", // the root's dot
                    "kassim.iss@shop.exam\u0440le",
                    "kassim.iss@shop。example",
                    "kassim.iss@shop．example",
                    "kassim.iss@xn--shop.example",
                    "kassim.iss+tag@shop.example",
                    "kassimiss@shop.example",
                    "\"kassim.iss\"@shop.example",
                    "kassim.iss(comment)@shop.example",
                    "kassim\u200b.iss@shop.example", // no width
                    "kassim.iss@shop.example\u200d",
                    "\ufeffkassim.iss@shop.example",
                    "kassim\u00ad.iss@shop.example", // soft hyphen
                    "\u202ekassim.iss@shop.example", // right to left
                    " kassim.iss@shop.example",
                    "kassim.iss@shop.example ",
                    "kassim.iss@shop.example\u00a0",
                    "kassim.iss@shop.example\t",
                    "kassim.iss@shop.example\n",
                    "kassim.iss@shop.example\u0000",
                    "kassim\u0000.iss@shop.example",
                    "kassim.iss@shop.example\u0000@other.example",
                    "kassim.iss@shop.example,other@shop.example",
                    "Kassim <kassim.iss@shop.example>",
                    "kassim.iss%40shop.example",
                    "kass*@shop.example",
                    "kass_m.iss@shop.example",
                    "kass%.iss@shop.example");

    private final TestRealm realm;
    private final RealmUsers users;
    private final CustomerCalls customers;
    private final String agent;
    private int number;

    /** For a realm that is about to be created. */
    static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        RealmParts.hashQuickly(realm);
    }

    /** In a realm that has nothing of this yet. */
    EmailLookalikes(TestRealm realm) {
        this.realm = realm;
        this.users = new RealmUsers(realm);
        this.customers = new CustomerCalls(realm);
        this.agent = users.createAgent(EMAIL, user -> user.setUsername("somebody"));
    }

    /** Signs in with the agent's own password: whoever is let in, Keycloak takes for the agent. */
    void assertSignInNobody() {
        List<String> same = new ArrayList<>();
        for (String email : LOOKALIKES) {
            Answer answer = realm.calls().signin(email, Demo.PASSWORD);
            if (answer.status() == 200) {
                same.add(email);
                assertThat(answer.userId()).isEqualTo(agent);
                assertThat(answer.json().at("/user/email").asText()).isEqualTo(EMAIL);
            } else {
                assertThat(answer.status()).as(escaped(email) + answer.text()).isIn(401, 422);
            }
        }
        assertThat(same).as("taken for the agent").allMatch(this::isFoundByKeycloak);
        assertThat(realm.calls().signin(EMAIL, Demo.PASSWORD).userId()).isEqualTo(agent);
    }

    /** Comes with a custom JWT, whose e-mail is trusted or not. */
    void assertLinkNobody() {
        UserRepresentation before = users.read(agent);
        for (String email : LOOKALIKES) {
            CustomToken token =
                    Demo.customer().claim("_id", "alike-" + ++number).claim("email", email);

            Answer answer = customers.signIn(token);

            if (answer.status() == 200) {
                assertThat(answer.userId()).as(escaped(email)).isNotEqualTo(agent);
                // What is no address at all for Keycloak is not kept.
                UserRepresentation customer = users.read(answer.userId());
                if (customer.getEmail() != null
                        || customer.getAttributes().containsKey("tiledesk.email")) {
                    assertThat(isFoundByKeycloak(email)).as(escaped(email)).isFalse();
                }
            } else {
                // 503 where only the database takes both for the same, and does not take the row.
                ErrorAnswer.check(answer, isFoundByKeycloak(email) ? 409 : 503);
                assertThat(isFoundByDatabase(email)).as(escaped(email)).isTrue();
            }
        }
        assertThat(users.read(agent)).usingRecursiveComparison().isEqualTo(before);
        assertThat(realm.calls().signin(EMAIL, Demo.PASSWORD).userId()).isEqualTo(agent);
    }

    /** A visitor who types one is a guest of its own. */
    void assertAreTypedByGuestsOnly() {
        for (String email : LOOKALIKES) {
            Answer answer =
                    realm.calls().anonymously(Map.of("id_project", Demo.PROJECT, "email", email));

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.claims().has("email")).isFalse();
            assertThat(users.read(answer.userId()).getEmail()).isNull();
        }
        assertThat(realm.calls().signin(EMAIL, Demo.PASSWORD).userId()).isEqualTo(agent);
    }

    /**
     * As Keycloak looks for the owner of an e-mail: in small letters in the database, and then but
     * for case.
     */
    private boolean isFoundByKeycloak(String email) {
        return isFoundByDatabase(email)
                && clean(email).toLowerCase(Locale.ROOT).equalsIgnoreCase(EMAIL);
    }

    private boolean isFoundByDatabase(String email) {
        return realm.admin().users().searchByEmail(clean(email), true).stream()
                .anyMatch(user -> agent.equals(user.getId()));
    }

    /** Control characters are out by then: no database would keep them. */
    private static String clean(String email) {
        return email.replaceAll("\\p{Cc}", "");
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .forEach(
                        c ->
                                escaped.append(
                                        c > ' ' && c < 127
                                                ? String.valueOf((char) c)
                                                : "\\u%04x".formatted(c)));
        return escaped.toString();
    }
}
