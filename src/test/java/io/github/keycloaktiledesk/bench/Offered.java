// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

/**
 * A call that is offered again and again.
 *
 * @param name what it is counted by; several may have the same
 * @param perSecond how often it is offered; in a closed loop its share
 * @param path below the base URL
 * @param authorization the header, or an empty text
 * @param body JSON
 */
record Offered(String name, double perSecond, String path, String authorization, String body) {

    private static final String SEPARATOR = "\t";

    /** Reads what {@link #line} has written. */
    static Offered parse(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        return new Offered(parts[0], Double.parseDouble(parts[1]), parts[2], parts[3], parts[4]);
    }

    /** The same in one line. */
    String line() {
        return String.join(SEPARATOR, name, String.valueOf(perSecond), path, authorization, body);
    }

    /** The same, so many times as often. */
    Offered times(double factor) {
        return new Offered(name, perSecond * factor, path, authorization, body);
    }
}
