// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.OneTimeCode;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agents with an authenticator app. */
class AgentOneTimeCodeIT {

    private static final String REQUIRED = "Authentication failed. One-time code required.";
    private static final String WRONG_CODE = "Authentication failed. Wrong one-time code.";
    private static final String WRONG_PASSWORD = "Authentication failed. Wrong password.";

    private static TestRealm realm;

    @BeforeAll
    static void create() {
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @Test
    void signsTheDemosAgentIn() {
        Answer answer = signin(OneTimeCode.AGENT, Demo.PASSWORD, OneTimeCode.now());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.claims().path("_id").asText())
                .isEqualTo(new RealmUsers(realm).idOf(OneTimeCode.AGENT));
    }

    @Test
    void takesTheCodeOfAForm() {
        String email = agent("form@example.com");
        Form form =
                new Form()
                        .with("email", email)
                        .with("password", Demo.PASSWORD)
                        .with("otp", OneTimeCode.now());

        Answer answer = realm.calls().post(Calls.SIGNIN, Form.HEADERS, form.bytes());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void saysThatACodeIsMissing() {
        String email = agent("missing@example.com");

        assertThat(ErrorAnswer.check(realm.calls().signin(email, Demo.PASSWORD), 401))
                .isEqualTo(REQUIRED);
        assertThat(realm.admin().users().get(new RealmUsers(realm).idOf(email)).getUserSessions())
                .isEmpty();
    }

    @Test
    void saysThatACodeIsWrong() {
        String email = agent("wrong@example.com");

        assertThat(ErrorAnswer.check(signin(email, Demo.PASSWORD, wrongCode()), 401))
                .isEqualTo(WRONG_CODE);
    }

    @Test
    void takesACodeOnlyOnce() {
        String email = agent("once@example.com");
        String code = OneTimeCode.now();
        assertThat(signin(email, Demo.PASSWORD, code).status()).isEqualTo(200);

        assertThat(ErrorAnswer.check(signin(email, Demo.PASSWORD, code), 401))
                .isEqualTo(WRONG_CODE);
    }

    @Test
    void takesACodeOfSixTimesAtTheSameMomentOnce() {
        String email = agent("at-once@example.com");
        String code = OneTimeCode.now();
        Supplier<Integer> call = () -> signin(email, Demo.PASSWORD, code).status();

        List<Integer> statuses = AtOnce.call(Collections.nCopies(6, call));

        assertThat(statuses).containsExactlyInAnyOrder(200, 401, 401, 401, 401, 401);
    }

    /** Else whoever knows an e-mail could ask whether the account has an app. */
    @Test
    void looksAtThePasswordFirst() {
        String email = agent("first@example.com");

        assertThat(ErrorAnswer.check(realm.calls().signin(email, "wrong"), 401))
                .isEqualTo(WRONG_PASSWORD);
        assertThat(ErrorAnswer.check(signin(email, "wrong", OneTimeCode.now()), 401))
                .isEqualTo(WRONG_PASSWORD);
    }

    @Test
    void ignoresTheCodeOfAnAgentWithoutAnApp() {
        assertThat(signin(Demo.AGENT, Demo.PASSWORD, "123456").status()).isEqualTo(200);
    }

    @Test
    void doesNotSendACodeOfTheWrongTypeBack() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", OneTimeCode.AGENT);
        body.put("password", Demo.PASSWORD);
        body.put("otp", 424242);

        Answer answer = realm.calls().post(Calls.SIGNIN, body);

        ErrorAnswer.check(answer, 422);
        assertThat(answer.json().at("/errors/0/param").asText()).isEqualTo("otp");
        assertThat(answer.text()).doesNotContain("424242");
    }

    @Test
    void asksForTheCodeInThePasswordGrantToo() {
        String email = agent("grant@example.com");
        TokenEndpoint endpoint = new TokenEndpoint(realm);

        Answer without =
                endpoint.post(TokenEndpoint.passwordGrant(Demo.CLIENT, email, Demo.PASSWORD));
        Answer with =
                endpoint.post(
                        TokenEndpoint.passwordGrant(Demo.CLIENT, email, Demo.PASSWORD)
                                .with("otp", OneTimeCode.now()));

        assertThat(without.json().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(with.status()).as(with.text()).isEqualTo(200);
    }

    /** Each test has an agent of its own: a code serves a user once. */
    private static String agent(String email) {
        new RealmUsers(realm)
                .createAgent(email, user -> user.setCredentials(OneTimeCode.credentials()));
        return email;
    }

    private static Answer signin(String email, String password, String code) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("email", email);
        body.put("password", password);
        body.put("otp", code);
        return realm.calls().post(Calls.SIGNIN, body);
    }

    private static String wrongCode() {
        String right = OneTimeCode.now();
        return (right.charAt(0) == '0' ? '1' : '0') + right.substring(1);
    }
}
