// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.ErrorAnswer;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nobody is told which users there are: answers are the same byte for byte, and so are their
 * headers. That they take the same time is {@link SigninTimeIT}'s.
 */
class UserEnumerationIT {

    private static final Map<AccountKind, String> EMAILS = new EnumMap<>(AccountKind.class);

    @AutoClose private static final TestRealm REALM = TestRealm.create(AccountKind::watch);

    @BeforeAll
    static void prepare() {
        for (AccountKind kind : AccountKind.values()) {
            EMAILS.put(kind, kind.prepare(REALM));
        }
    }

    @ParameterizedTest
    @EnumSource
    void signinAnswersAWrongPasswordAlike(AccountKind kind) {
        Answer unknown = REALM.calls().signin("nobody@example.com", "wrong");

        Answer answer = REALM.calls().signin(EMAILS.get(kind), "wrong");

        assertThat(ErrorAnswer.check(unknown, 401))
                .isEqualTo("Authentication failed. Wrong password.");
        assertSame(answer, unknown);
    }

    /** Even who knows the password of an account that is closed is told nothing of it. */
    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "DISABLED_AGENT", "LOCKED_AGENT", "CUSTOMER", "GUEST"})
    void signinAnswersTheRightPasswordOfAClosedAccountAlike(AccountKind kind) {
        Answer unknown = REALM.calls().signin("nobody@example.com", "wrong");

        assertSame(REALM.calls().signin(EMAILS.get(kind), Demo.PASSWORD), unknown);
    }

    @ParameterizedTest
    @EnumSource
    void signinAnonymouslyAnswersTheEmailOfAnybodyAlike(AccountKind kind) {
        int before = new RealmUsers(REALM).count();

        Answer answer =
                REALM.calls()
                        .anonymously(Map.of("id_project", Demo.PROJECT, "email", EMAILS.get(kind)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/user/email").asText()).isEqualTo(EMAILS.get(kind));
        assertThat(answer.claims().toString()).doesNotContain(EMAILS.get(kind));
        assertThat(new RealmUsers(REALM).count()).isEqualTo(before + 1);
    }

    /** To whom a site's secret does not belong, a custom JWT tells no more. */
    @ParameterizedTest
    @EnumSource
    void signinWithCustomTokenAnswersTheEmailOfAnybodyAlike(AccountKind kind) {
        Answer garbage = REALM.calls().customToken("garbage");

        Answer answer =
                REALM.calls()
                        .customToken(
                                Demo.customer()
                                        .claim("_id", EMAILS.get(kind))
                                        .claim("email", EMAILS.get(kind))
                                        .sign("not-the-secret-of-the-project-at-all"));

        assertSame(answer, garbage);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenOfWhoIsGoneIsAnsweredAsGarbage(Somebody somebody) {
        Answer garbage = REALM.calls().customToken("garbage");
        Answer signedIn = somebody.signIn(REALM);
        RealmUsers users = new RealmUsers(REALM);

        users.change(signedIn.userId(), user -> user.setEnabled(false));
        Answer disabled = REALM.calls().customToken(signedIn.token());
        users.change(signedIn.userId(), user -> user.setEnabled(true));
        Answer back = REALM.calls().customToken(signedIn.token());
        if (somebody == Somebody.AGENT) {
            users.get(signedIn.userId()).logout();
        } else {
            users.get(signedIn.userId()).remove();
        }
        Answer gone = REALM.calls().customToken(signedIn.token());

        assertThat(back.status()).as(back.text()).isEqualTo(200);
        ErrorAnswer.assertRefused(garbage);
        assertSame(disabled, garbage);
        assertSame(gone, garbage);
    }

    private static void assertSame(Answer answer, Answer other) {
        assertThat(answer.status()).isEqualTo(other.status());
        assertThat(answer.text()).isEqualTo(other.text());
        assertThat(headers(answer)).isEqualTo(headers(other));
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }
}
