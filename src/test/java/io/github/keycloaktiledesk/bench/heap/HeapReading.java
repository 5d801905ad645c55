// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.heap;

import io.github.keycloaktiledesk.it.server.JavaProcess.Instances;
import java.util.Map;

/**
 * What of a heap is in use once all visitors so far are gone.
 *
 * @param visitors how many there have been
 * @param asLeft by class
 * @param emptied by class, once Keycloak's caches of users and realms have been emptied as well
 */
record HeapReading(long visitors, Map<String, Instances> asLeft, Map<String, Instances> emptied) {

    /** Bytes of all, as the visitors have left it. */
    long bytesAsLeft() {
        return bytes(asLeft);
    }

    /** Bytes of all without these caches. */
    long bytesEmptied() {
        return bytes(emptied);
    }

    /** Bytes that these caches had. */
    long cached() {
        return bytesAsLeft() - bytesEmptied();
    }

    /** Bytes more than at another time, these caches left out. */
    long grownSince(HeapReading other) {
        return bytesEmptied() - other.bytesEmptied();
    }

    private static long bytes(Map<String, Instances> classes) {
        return classes.values().stream().mapToLong(Instances::bytes).sum();
    }
}
