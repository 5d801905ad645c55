// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A verified custom JWT (an assertion in the words of RFC 7523).
 *
 * @param customer what the site says of its customer
 * @param claims all claims, as they were sent
 * @param tokenId {@code jti}, or null
 * @param expiration seconds since the epoch from which it is not valid any more
 */
public record Assertion(
        CustomerClaims customer, ObjectNode claims, String tokenId, long expiration) {}
