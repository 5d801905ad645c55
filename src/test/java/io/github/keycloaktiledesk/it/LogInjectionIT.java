// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.CustomToken;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.MembershipStep;
import io.github.keycloaktiledesk.it.server.RawHttp;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RecordedTiledesk;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * What strangers send to our calls makes no line of its own in the server's log, whose level for
 * our packages is TRACE here, and draws nothing on the terminal of whoever reads it. (What Keycloak
 * logs of its own endpoints, or of a Content-Type that it cannot read, is Keycloak's.)
 */
class LogInjectionIT {

    private static final String MARK = "forged-4711";
    private static final String LINE = "2026-01-01 00:00:00,000 ERROR [forged] " + MARK;

    private static final String WRONG = "wrong";

    /** What is tried as a secret is a text of its own: the log may hold the others, as names. */
    private static final String SECRET = "secret ";

    /** Each tries to begin a line, or to hide one. */
    private static final List<String> FORGERIES =
            List.of(
                    "x\r\n" + LINE + "\r\n",
                    "x\r" + LINE,
                    "x\u0085" + LINE,
                    "x\u000b\f" + LINE,
                    "x\u001b[2K\u001b[1G\u009b2K\b\b\b" + LINE,
                    "x%0d%0a" + LINE,
                    "${jndi:ldap://127.0.0.1:1/" + MARK + "}%n",
                    "x\", error=\"none\", userId=\"" + MARK);

    /** This Keycloak's log begins each line with the time. */
    private static final Pattern FORGED =
            Pattern.compile("(^|[\\n\\r\\u0085\\x0b\\f])2026-01-01 [^\\n]*" + MARK);

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\n]][^\\n]*" + MARK);

    @AutoClose private static final TestRealm REALM = TestRealm.create(LogInjectionIT::prepare);

    @AutoClose private static final RecordedTiledesk TILEDESK = RecordedTiledesk.start();

    private static String log;

    private static void prepare(RealmRepresentation realm) {
        RealmParts.allowRapidSignIns(realm);
        RealmParts.hashQuickly(realm);
    }

    @BeforeAll
    static void sendAll() {
        int before = KeycloakServer.get().log().length();
        new MembershipStep(REALM).require(TILEDESK.url(KeycloakServer.get()), Map.of());
        for (String forgery : FORGERIES) {
            inBodies(forgery);
            inTokens(forgery);
            inHeadersAndPaths(forgery);
            inTheAnswerOfTiledesk(forgery);
        }
        log = KeycloakServer.get().log().substring(before);
    }

    private static void inBodies(String forgery) {
        Calls calls = REALM.calls();
        calls.signin(forgery + "@example.com", WRONG);
        // Quoted, Keycloak takes almost anything for an address, up to 64 characters.
        calls.signin("\"" + forgery.replace(" 00:00:00,000 ERROR", "") + "\"@example.com", WRONG);
        calls.signin(forgery, WRONG);
        calls.signin(Demo.AGENT, SECRET + forgery);
        calls.post(
                Calls.SIGNIN,
                Map.of(
                        "email",
                        Demo.AGENT,
                        "password",
                        WRONG,
                        "otp",
                        SECRET + forgery,
                        forgery,
                        forgery));
        calls.post(
                Calls.SIGNIN,
                Form.HEADERS,
                new Form().with("email", forgery).with(forgery, forgery).bytes());
        calls.anonymously(
                Map.of(
                        "id_project",
                        forgery,
                        "firstname",
                        forgery,
                        "email",
                        forgery,
                        "attributes",
                        Map.of(forgery, forgery)));
        calls.anonymously(
                Map.of("id_project", Demo.PROJECT, "firstname", forgery, "lastname", forgery));
        calls.post(
                Calls.ANONYMOUSLY,
                Map.of("Content-Type", "application/json"),
                ("{" + forgery).getBytes(StandardCharsets.UTF_8));
    }

    private static void inTokens(String forgery) {
        String project = "https://tiledesk.com/projects/";
        for (String claim : List.of("_id", "aud", "iss", "exp", "jti", "email", forgery)) {
            CustomToken token = Demo.customer().claim("_id", "log-1").claim(claim, forgery);
            REALM.calls().customToken(token.sign(Demo.SECRET));
        }
        REALM.calls().customToken(Demo.customer().claim("aud", project + forgery).sign("x"));
        for (String field : List.of("kid", "typ", "alg", "jku", "crit")) {
            byte[] secret = Demo.SECRET.getBytes(StandardCharsets.UTF_8);
            CustomToken token = Demo.customer().claim("_id", "log-2").header(field, forgery);
            REALM.calls().customToken(token.signHs256(secret));
            token.claim("iss", REALM.url().toString()).claim("aud", Demo.CLIENT);
            REALM.calls().customToken(token.signHs256(secret));
        }
    }

    /** As they stand on the wire: what ends a line there, ends the header. */
    private static void inHeadersAndPaths(String forgery) {
        String line = forgery.replaceAll("[\\r\\n\\f]", "");
        String encoded = URLEncoder.encode(forgery, StandardCharsets.UTF_8);
        String tiledesk = REALM.url().getPath() + "/tiledesk";
        for (String header :
                List.of(
                        "Origin: ",
                        "User-Agent: ",
                        "X-Forwarded-For: ",
                        "Forwarded: for=",
                        "Authorization: JWT ",
                        "traceparent: ",
                        "X-Request-Id: ")) {
            send(tiledesk + Calls.ANONYMOUSLY, List.of(header + line));
        }
        send(tiledesk + "/" + encoded, List.of());
        send(tiledesk + Calls.SIGNIN + "?" + encoded, List.of());
        send("/realms/" + encoded + tiledesk, List.of());
        send("/realms/" + REALM.name() + "%0a" + encoded + "/tiledesk" + Calls.SIGNIN, List.of());
        send("/admin/realms/" + encoded + "/tiledesk/setup", List.of());
    }

    private static void send(String path, List<String> headers) {
        byte[] body = ("{\"id_project\":\"" + Demo.PROJECT + "\"}").getBytes();
        List<String> all = new ArrayList<>(headers);
        all.add("Content-Length: " + body.length);
        RawHttp.send("POST", path, REALM.url(), all, body);
    }

    private static void inTheAnswerOfTiledesk(String forgery) {
        TILEDESK.answer(500, forgery);
        REALM.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        TILEDESK.accept();
    }

    @Test
    void beginsNoLineOfTheLog() {
        // So it is the log of these calls, with something of theirs in it.
        assertThat(log).contains(REALM.name(), "LOGIN_ERROR", MARK);

        assertThat(FORGED.matcher(log).results().map(found -> around(found.start()))).isEmpty();
    }

    @Test
    void drawsNothingOnATerminal() {
        assertThat(CONTROL.matcher(log).results().map(found -> around(found.start()))).isEmpty();
    }

    /** A row of the database is what it is; but what it says cannot be taken for another field. */
    @Test
    void isNoOtherFieldOfAnEvent() {
        List<EventRepresentation> events = new RealmEvents(REALM).all();

        assertThat(events).isNotEmpty();
        assertThat(events)
                .allSatisfy(
                        event -> {
                            assertThat(String.valueOf(event.getError())).doesNotContain(MARK);
                            assertThat(String.valueOf(event.getUserId())).doesNotContain(MARK);
                            assertThat(String.valueOf(event.getClientId())).doesNotContain(MARK);
                            assertThat(String.valueOf(event.getIpAddress())).doesNotContain(MARK);
                            Map<String, String> details =
                                    event.getDetails() == null ? Map.of() : event.getDetails();
                            assertThat(details.keySet()).noneMatch(name -> name.contains(MARK));
                            assertThat(String.valueOf(details.get("reason"))).doesNotContain(MARK);
                        });
    }

    private static String around(int at) {
        return log.substring(Math.max(0, at - 200), Math.min(log.length(), at + 200));
    }
}
