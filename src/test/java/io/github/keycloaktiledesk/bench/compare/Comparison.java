// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One of our calls beside what Keycloak itself has that is like it.
 *
 * @param ours the operation's name
 * @param peers their names: what they cost together is compared with
 * @param target the ratio that is not to be exceeded, if there is one
 */
record Comparison(String ours, List<String> peers, OptionalDouble target) {

    static final List<Comparison> ALL =
            List.of(
                    of(Operations.SIGNIN, 1.03, Operations.PASSWORD_GRANT),
                    of(Operations.RESUME, 0.3, Operations.REFRESH_GRANT),
                    of(Operations.RENEWAL, Operations.REFRESH_GRANT),
                    of(Operations.KNOWN_CUSTOMER, 1.0, Operations.JWT_GRANT),
                    of(Operations.NEW_CUSTOMER, Operations.USER_CREATION, Operations.JWT_GRANT),
                    of(
                            Operations.VISITOR,
                            0.75,
                            Operations.USER_CREATION,
                            Operations.CLIENT_CREDENTIALS));

    private static Comparison of(String ours, double target, String... peers) {
        return new Comparison(ours, List.of(peers), OptionalDouble.of(target));
    }

    private static Comparison of(String ours, String... peers) {
        return new Comparison(ours, List.of(peers), OptionalDouble.empty());
    }

    /** Its row of the table of ratios. */
    String row(Results results) {
        return "| %s | %s | %.2f | %s | %.2f |%n"
                .formatted(
                        ours,
                        String.join(" + ", peers),
                        results.ratio(ours, peers, Cost::server),
                        target.isPresent() ? "%.2f".formatted(target.getAsDouble()) : "",
                        results.ratio(ours, peers, Cost::both));
    }
}
