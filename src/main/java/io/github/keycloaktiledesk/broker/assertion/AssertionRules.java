// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import java.util.Set;

/**
 * What a provider demands of a custom JWT, besides a good signature.
 *
 * @param algorithms the signature algorithms that may be used (RFC 8725 section 3.1)
 * @param audiences the audiences of which a token must name exactly one (section 3.9)
 * @param issuers the issuers of which a token must name one (section 3.8); empty: any, or none
 * @param idPrefix what {@code _id} must begin with; empty: anything
 * @param clockSkew seconds by which clocks may differ
 * @param maxLifetime seconds that a token may live
 * @param expirationOptional whether a token without {@code exp} is taken, which then ends the
 *     longest lifetime after its {@code iat}
 * @param singleUse whether a token must carry a {@code jti} by which it is known again
 */
public record AssertionRules(
        Set<String> algorithms,
        Set<String> audiences,
        Set<String> issuers,
        String idPrefix,
        long clockSkew,
        long maxLifetime,
        boolean expirationOptional,
        boolean singleUse) {}
