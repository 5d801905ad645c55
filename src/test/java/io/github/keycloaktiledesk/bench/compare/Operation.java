// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Something that a server is asked for again and again.
 *
 * @param name as in the tables
 * @param costly whether it hashes a password, which takes twenty times as long as all else
 * @param requests so many of its requests, each as its bytes
 */
public record Operation(String name, boolean costly, IntFunction<List<byte[]>> requests) {

    /** Of those that hash a password, one for so many calls of others. */
    public static final int COSTLY = 8;

    /** Its requests for a round in which others are called so often. */
    public List<byte[]> requestsFor(int calls) {
        return requests.apply(costly ? calls / COSTLY : calls);
    }
}
