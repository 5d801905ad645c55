// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.broker.assertion.UnverifiedToken;
import io.github.keycloaktiledesk.broker.assertion.vectors.Vector;
import io.github.keycloaktiledesk.broker.assertion.vectors.VectorTable;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.EventRepresentation;

/**
 * The bad tokens of the table over HTTP: one answer to them all, and each reason in an event. Those
 * that are refused for their time or identity are left out, for the server's clock is another.
 */
@Tag("vectors")
class AssertionVectorsIT {

    private static final String PROJECT = "p1";
    private static final String AUDIENCE = "https://tiledesk.com/projects/" + PROJECT;

    /** What is said before anybody looks at times. */
    private static final Set<String> SAID_BY_VERIFIER =
            Set.of(
                    "algorithm not allowed",
                    "critical header parameters are not understood",
                    "typ is not JWT",
                    "nested tokens are not understood",
                    "kid is no text",
                    "wrong signature");

    /** Said in other words where the audience names no provider that could say them. */
    private static final Set<String> SAID_ELSEWHERE =
            Set.of("not a JWT", "aud is not the provider's audience");

    private static final String UNAUTHORIZED = "{\"success\":false,\"msg\":\"Unauthorized\"}";

    private static final int LONGEST_HEADER = 60_000;

    @AutoClose
    private static final TestRealm REALM =
            TestRealm.create(
                    realm -> RealmParts.addProvider(realm, PROJECT, PROJECT, VectorTable.secret()));

    private final RealmEvents events = new RealmEvents(REALM);
    private final RealmUsers users = new RealmUsers(REALM);

    @Test
    void areAnsweredAlikeAndWriteNobody() {
        String good = Demo.customer().claim("aud", AUDIENCE).sign(VectorTable.secret());
        assertThat(REALM.calls().customToken(good).status()).isEqualTo(200);
        events.clear();
        int count = users.count();
        List<Vector> bad = bad();

        assertThat(bad).hasSizeGreaterThan(150);
        assertThat(bad)
                .allSatisfy(
                        vector -> {
                            Answer answer = REALM.calls().customToken(vector.token());
                            assertThat(answer.status()).isEqualTo(401);
                            assertThat(answer.text()).isEqualTo(UNAUTHORIZED);
                        });
        assertThat(users.count()).isEqualTo(count);
        assertThat(events.all())
                .hasSameSizeAs(bad)
                .extracting(EventRepresentation::getType)
                .containsOnly("LOGIN_ERROR");
        assertThat(events.refusals()).doesNotContain((String) null).doesNotContain("");
        assertThat(reasons(events.refusals())).isEqualTo(reasons(expected(bad)));
    }

    private static List<Vector> bad() {
        return VectorTable.all().stream()
                .filter(Vector::isForUsual)
                .filter(vector -> vector.expected().refused() != null)
                .filter(vector -> vector.token().matches("[!-~]+"))
                .filter(vector -> vector.token().length() < LONGEST_HEADER)
                .filter(
                        vector ->
                                SAID_BY_VERIFIER.contains(vector.expected().refused())
                                        || SAID_ELSEWHERE.contains(vector.expected().refused()))
                .filter(vector -> !namesNoAudience(vector))
                .toList();
    }

    /** Which is 400, as recorded. */
    private static boolean namesNoAudience(Vector vector) {
        return UnverifiedToken.parse(vector.token())
                .filter(token -> token.audience() == null)
                .isPresent();
    }

    private static List<String> expected(List<Vector> vectors) {
        return vectors.stream()
                .filter(AssertionVectorsIT::reachesProvider)
                .map(vector -> vector.expected().refused())
                .toList();
    }

    private static boolean reachesProvider(Vector vector) {
        return UnverifiedToken.parse(vector.token())
                .map(token -> token.audience().asText())
                .filter(AUDIENCE::equals)
                .isPresent();
    }

    /** How often each is said. */
    private static Map<String, Long> reasons(List<String> reasons) {
        return reasons.stream()
                .filter(SAID_BY_VERIFIER::contains)
                .collect(Collectors.groupingBy(reason -> reason, Collectors.counting()));
    }
}
