// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion.vectors;

import io.github.keycloaktiledesk.broker.assertion.AssertionVerifier;

/**
 * One custom JWT, where it is sent, and what comes of it.
 *
 * @param id its name
 * @param title what is wrong or right with it
 * @param token what is sent
 * @param isForUsual whether the provider is set as the table's settings say
 * @param verifier what it is verified by
 * @param now seconds since the epoch
 * @param expected what the verifier says of it
 */
public record Vector(
        String id,
        String title,
        String token,
        boolean isForUsual,
        AssertionVerifier verifier,
        long now,
        Expected expected) {

    @Override
    public String toString() {
        return id + ": " + title;
    }
}
