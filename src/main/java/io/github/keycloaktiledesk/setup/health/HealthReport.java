// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.call.TiledeskClient;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The health report of a realm. */
public final class HealthReport {

    private static final String PATH = "Clients → Create client, or call setup";

    private HealthReport() {}

    /**
     * Looks at a realm.
     *
     * @param session the session of the call
     * @param realm the realm
     * @param ofServer whether also at options of the server, which are not every administrator's
     *     business
     * @return what was found, the same parts in the same order each time
     */
    public static List<Finding> of(KeycloakSession session, RealmModel realm, boolean ofServer) {
        return Stream.of(
                        ofClient(session, realm),
                        ofRealm(session, realm),
                        ClockCheck.of(session).run(),
                        ofServer ? ofServer(session) : Stream.<Finding>empty())
                .flatMap(findings -> findings)
                .toList();
    }

    private static Stream<Finding> ofClient(KeycloakSession session, RealmModel realm) {
        ClientModel client = TiledeskClient.of(realm);
        return client == null
                ? Stream.of(
                        Finding.missing(
                                ClientCheck.PART,
                                "The realm has no client 'tiledesk': calls are answered 404",
                                PATH))
                : of(session, realm, client);
    }

    private static Stream<Finding> ofRealm(KeycloakSession session, RealmModel realm) {
        return Stream.of(
                        new UserProfileCheck(session),
                        new RequiredActionCheck(realm),
                        new ProvidersCheck(session),
                        new DefencesCheck(realm))
                .flatMap(Check::run);
    }

    private static Stream<Finding> ofServer(KeycloakSession session) {
        return Stream.of(new KeycloakCheck(session), ProxyCheck.ofServer()).flatMap(Check::run);
    }

    private static Stream<Finding> of(
            KeycloakSession session, RealmModel realm, ClientModel client) {
        Steps steps = Steps.of(realm, client);
        return Stream.of(
                        new ClientCheck(client),
                        new ScopeCheck(realm, client),
                        new MappersCheck(realm, client),
                        new FlowCheck(steps),
                        new AgentSessionCheck(realm, client, steps),
                        new GuestsCheck(session, realm, steps))
                .flatMap(Check::run);
    }
}
