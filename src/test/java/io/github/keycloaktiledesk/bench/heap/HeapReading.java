// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.heap;

/**
 * What of a heap is in use once all visitors so far are gone.
 *
 * @param visitors how many there have been
 * @param asLeft bytes
 * @param emptied bytes once Keycloak's cache of users has been emptied as well
 */
record HeapReading(long visitors, long asLeft, long emptied) {

    /** Bytes that the cache of users had. */
    long cached() {
        return asLeft - emptied;
    }

    /** Bytes more than at another time, the cache of users left out. */
    long grownSince(HeapReading other) {
        return emptied - other.emptied();
    }
}
