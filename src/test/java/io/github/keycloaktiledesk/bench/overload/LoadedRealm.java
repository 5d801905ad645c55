// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.overload;

import io.github.keycloaktiledesk.bench.load.Offered;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.MeasuredServer;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A realm with many agents, customers and visitors, and the calls that they make. Nobody is locked
 * out and no number of visitors is too large in it: what is left is what the server can do.
 */
final class LoadedRealm {

    /** An agent signs in. */
    static final String SIGNIN = "signin";

    /** A visitor signs in. */
    static final String VISITOR = "signinAnonymously";

    /** A known customer signs in. */
    static final String CUSTOMER = "signinWithCustomToken";

    /** A visitor comes back. */
    static final String RESUME = "resume";

    private static final int EACH = 100;
    private static final String VISITOR_BODY =
            "{\"id_project\":\"%s\",\"firstname\":\"Ada\",\"attributes\":{\"plan\":\"pro\"}}"
                    .formatted(Demo.PROJECT);
    private static final String SIGNIN_BODY = "{\"email\":\"%s\",\"password\":\"%s\"}";

    private final TestRealm realm;
    private final List<String> agents = new ArrayList<>();
    private final List<String> customers = new ArrayList<>();
    private final List<String> visitors = new ArrayList<>();

    LoadedRealm(MeasuredServer server) {
        realm =
                TestRealm.createOn(
                        server.keycloak(),
                        rep -> {
                            RealmParts.allowRapidSignIns(rep);
                            RealmParts.allowAnyNumberOfGuests(rep);
                        });
        RealmUsers users = new RealmUsers(realm);
        for (int i = 0; i < EACH; i++) {
            String agent = "agent" + i + "@example.com";
            users.createAgent(agent);
            agents.add(agent);
            String token = Demo.customer().claim("_id", Demo.PROJECT + "_" + i).sign(Demo.SECRET);
            customers.add(token);
            done(realm.calls().customToken(token));
            visitors.add(
                    done(realm.calls().anonymously(Map.of("id_project", Demo.PROJECT))).token());
        }
    }

    URI base() {
        return realm.tiledesk();
    }

    /** Agents who sign in, so many a second in all. */
    List<Offered> signins(double perSecond) {
        return each(SIGNIN, perSecond, Calls.SIGNIN, agents, false);
    }

    /** Visitors who sign in. */
    private List<Offered> visitors(double perSecond) {
        return List.of(new Offered(VISITOR, perSecond, Calls.ANONYMOUSLY, "", VISITOR_BODY));
    }

    /** Visitors who come back. */
    private List<Offered> resumes(double perSecond) {
        return each(RESUME, perSecond, Calls.CUSTOM_TOKEN, visitors, true);
    }

    /** Customers who are known and sign in. */
    private List<Offered> customers(double perSecond) {
        return each(CUSTOMER, perSecond, Calls.CUSTOM_TOKEN, customers, true);
    }

    /** Agents, visitors, those who come back and customers, so many of each a second. */
    List<Offered> all(double signins, double visitors, double resumes, double customers) {
        return Stream.of(
                        signins(signins),
                        visitors(visitors),
                        resumes(resumes),
                        customers(customers))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Offered> each(
            String name, double perSecond, String path, List<String> whom, boolean token) {
        return whom.stream()
                .filter(who -> perSecond > 0)
                .map(
                        who ->
                                new Offered(
                                        name,
                                        perSecond / whom.size(),
                                        path,
                                        token ? "JWT " + who : "",
                                        token ? "{}" : SIGNIN_BODY.formatted(who, Demo.PASSWORD)))
                .toList();
    }

    private static Answer done(Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return answer;
    }
}
