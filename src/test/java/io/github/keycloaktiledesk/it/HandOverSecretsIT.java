// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.HandOverRealm.STEP;
import static io.github.keycloaktiledesk.it.HandOverRealm.form;
import static io.github.keycloaktiledesk.it.HandOverRealm.post;
import static io.github.keycloaktiledesk.it.HandOverRealm.press;
import static io.github.keycloaktiledesk.it.HandOverRealm.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Browser;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A custom JWT that was handed over is nowhere afterwards: not in the database, where Keycloak
 * keeps sessions with what their clients have asked for, and events; not in the log, to which our
 * packages write at the level TRACE.
 */
@Tag("database")
class HandOverSecretsIT {

    private static Cluster cluster;
    private static TestRealm realm;

    private final BrowserClient shop = HandOverRealm.shop(realm);

    @BeforeAll
    static void create() {
        cluster = Cluster.get();
        realm = TestRealm.createOn(cluster.node(0), HandOverRealm::prepare);
    }

    @AfterAll
    static void remove() {
        if (realm != null) {
            realm.close();
        }
    }

    @Test
    void isNowhereAfterALogin() {
        List<String> tokens = new ArrayList<>();
        String posted = remember(tokens, "posted-1");
        assertThat(BrowserClient.isLoggedIn(post(new Browser(), shop, posted))).isTrue();
        Answer request = shop.push(form(shop, remember(tokens, "pushed-1")));
        Answer back = new Browser().open(shop.login(request, ""));
        assertThat(BrowserClient.isLoggedIn(back)).isEqualTo(HandOverRealm.takesPushedTokens());

        assertNowhere(tokens);
    }

    @Test
    void isNowhereAfterARefusal() {
        List<String> tokens = new ArrayList<>();
        String refused = remember(tokens, "refused-1");
        assertThat(
                        new Browser()
                                .post(shop.endpoint(), form(shop, refused), "https://evil.example")
                                .status())
                .isEqualTo(403);
        String wrong = remember(tokens, "wrong-1") + "x";
        assertThat(post(new Browser(), shop, wrong).status()).isEqualTo(401);
        String waiting = remember(tokens, "waiting-1");
        Browser agents = new Browser();
        HandOverRealm.logIn(agents, shop, Demo.AGENT);
        Answer page = post(agents, shop, waiting);
        assertThat(BrowserClient.isLoggedIn(press(agents, page, "stay"))).isTrue();
        String gone = remember(tokens, "gone-1");
        assertThat(BrowserClient.isLoggedIn(press(agents, post(agents, shop, gone), "continue")))
                .isTrue();

        assertNowhere(tokens);
    }

    /** As the page on the hand-over says: it is the step that has Keycloak forget the token. */
    @Test
    void isInTheDatabaseWhereTheStepIsOff() {
        FlowEditor flows = new FlowEditor(realm);
        flows.require(STEP, STEP, "DISABLED");
        String token = token("off-1");
        try {
            Browser agents = new Browser();
            Answer page = post(agents, shop, token);
            assertThat(
                            BrowserClient.isLoggedIn(
                                    agents.submit(
                                            page,
                                            new Form()
                                                    .with("username", Demo.AGENT)
                                                    .with("password", Demo.PASSWORD))))
                    .isTrue();
        } finally {
            flows.require(STEP, STEP, "ALTERNATIVE");
        }

        assertThat(cluster.rowsThatName(token)).isNotEmpty();
    }

    private static String remember(List<String> tokens, String id) {
        String token = token(id);
        tokens.add(token);
        return token;
    }

    private static void assertNowhere(List<String> tokens) {
        String log = cluster.node(0).log();
        for (String token : tokens) {
            String signature = token.substring(token.lastIndexOf('.') + 1);
            assertThat(cluster.rowsThatName(signature)).isEmpty();
            assertThat(log).doesNotContain(signature);
        }
    }
}
