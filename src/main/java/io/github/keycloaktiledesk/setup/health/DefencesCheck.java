// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.util.stream.Stream;
import org.keycloak.common.enums.SslRequired;
import org.keycloak.models.RealmModel;

/** What protects all users of the realm. */
record DefencesCheck(RealmModel realm) implements Check {

    private static final String BRUTE_FORCE = "brute-force";
    private static final String DEMO_CLIENT = "tiledesk-backend";
    private static final String BRUTE_FORCE_PATH =
            "Realm settings → Security defenses → Brute force detection";

    @Override
    public Stream<Finding> run() {
        return Stream.of(bruteForce(), https(), demoClient()).flatMap(finding -> finding);
    }

    private Stream<Finding> bruteForce() {
        return Stream.of(
                realm.isBruteForceProtected()
                        ? Finding.ok(
                                BRUTE_FORCE,
                                "Who guesses passwords is locked out",
                                BRUTE_FORCE_PATH)
                        : Finding.risk(
                                BRUTE_FORCE,
                                "Brute force detection is off: agents' passwords may be guessed without end",
                                BRUTE_FORCE_PATH));
    }

    private Stream<Finding> https() {
        return realm.getSslRequired() == SslRequired.NONE
                ? Stream.of(
                        Finding.risk(
                                "https",
                                "Require SSL is 'None': passwords and tokens may be sent in the clear",
                                "Realm settings → General"))
                : Stream.empty();
    }

    /** By its name: to look at every client of a realm would take too long. */
    private Stream<Finding> demoClient() {
        return Stream.ofNullable(realm.getClientByClientId(DEMO_CLIENT))
                .filter(client -> DemoSecrets.isOne(client.getSecret()))
                .map(
                        client ->
                                Finding.risk(
                                        "client-secret",
                                        "The client '%s' has the demo's secret"
                                                .formatted(DEMO_CLIENT),
                                        "Clients → " + DEMO_CLIENT + " → Credentials"));
    }
}
