// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.util.JsonSerialization;

/** Which branch runs is said by the path of a call, and by nothing that a caller can send. */
class ForgedCallIT {

    private static final List<String> NAMES =
            List.of(
                    "tiledesk.call",
                    "tiledesk_call",
                    "tiledesk-call",
                    "call",
                    "client_request_param_tiledesk.call",
                    "authNote.tiledesk.call");

    private static TestRealm realm;

    private int users;

    @BeforeAll
    static void create() {
        realm = TestRealm.create(RealmParts::allowRapidSignIns);
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @BeforeEach
    void count() {
        users = realm.admin().users().count();
    }

    @AfterEach
    void madeNoGuest() {
        assertThat(realm.admin().users().count()).isEqualTo(users);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGNIN_ANONYMOUSLY", "signinAnonymously", "CUSTOM_TOKEN", "resume"})
    void cannotBeAskedForAtTheTokenEndpoint(String call) {
        Form nobody = grant(call).with("id_project", Demo.PROJECT);
        Form agent = grant(call).with("username", Demo.AGENT).with("password", Demo.PASSWORD);
        Form customer = grant(call).with("assertion", Demo.customer().sign(Demo.SECRET));

        assertThat(atTokenEndpoint(call, nobody).status()).isBetween(400, 499);
        assertThat(atTokenEndpoint(call, customer).status()).isBetween(400, 499);
        Answer granted = atTokenEndpoint(call, agent);
        assertThat(granted.status()).as(granted.text()).isEqualTo(200);
        assertThat(granted.json().path("refresh_token").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGNIN_ANONYMOUSLY", "signinAnonymously", "CUSTOM_TOKEN", "resume"})
    void cannotBeAskedForInASignin(String call) {
        Map<String, String> nobody = new LinkedHashMap<>();
        NAMES.forEach(name -> nobody.put(name, call));
        nobody.put("id_project", Demo.PROJECT);
        Map<String, String> wrong = new LinkedHashMap<>(nobody);
        wrong.put("email", "nobody@example.com");
        wrong.put("password", "wrong");
        Map<String, String> agent = new LinkedHashMap<>(wrong);
        agent.put("email", Demo.AGENT);
        agent.put("password", Demo.PASSWORD);

        ErrorAnswer.check(realm.calls().post(Calls.SIGNIN + query(call), nobody), 422);
        ErrorAnswer.check(realm.calls().post(Calls.SIGNIN + query(call), wrong), 401);
        Answer answer = realm.calls().post(Calls.SIGNIN + query(call), agent);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/user/_id").asText())
                .isEqualTo(new RealmUsers(realm).idOf(Demo.AGENT));
    }

    /** The other way round: a visitor's path never becomes an agent's. */
    @Test
    void cannotTurnAVisitorIntoAnAgent() {
        Map<String, String> body = new LinkedHashMap<>();
        NAMES.forEach(name -> body.put(name, "SIGNIN"));
        body.put("email", Demo.AGENT);
        body.put("username", Demo.AGENT);
        body.put("password", Demo.PASSWORD);
        body.put("id_project", Demo.PROJECT);

        Answer answer = realm.calls().post(Calls.ANONYMOUSLY + query("SIGNIN"), body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.claims().path("sub").asText()).isEqualTo("guest");
        users++;
    }

    @Test
    void cannotTurnACustomersTokenIntoAnAgents() {
        Map<String, String> body = Map.of("username", Demo.AGENT, "password", Demo.PASSWORD);

        Answer answer =
                new Calls(realm.tiledesk())
                        .post(Calls.CUSTOM_TOKEN + query("SIGNIN"), headers("SIGNIN"), json(body));

        ErrorAnswer.check(answer, 401);
    }

    private static byte[] json(Map<String, String> body) {
        return JsonSerialization.valueAsString(body).getBytes(StandardCharsets.UTF_8);
    }

    private static Form grant(String call) {
        Form form = new Form().with("grant_type", "password").with("client_id", Demo.CLIENT);
        NAMES.forEach(name -> form.with(name, call));
        return form;
    }

    private static Answer atTokenEndpoint(String call, Form form) {
        return new Calls(realm.url())
                .post("/protocol/openid-connect/token" + query(call), headers(call), form.bytes());
    }

    private static Map<String, String> headers(String call) {
        Map<String, String> headers = new LinkedHashMap<>(Form.HEADERS);
        NAMES.forEach(name -> headers.put(name, call));
        return headers;
    }

    private static String query(String call) {
        StringBuilder query = new StringBuilder("?x=");
        NAMES.forEach(
                name ->
                        query.append('&')
                                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                                .append('=')
                                .append(call));
        return query.toString();
    }
}
