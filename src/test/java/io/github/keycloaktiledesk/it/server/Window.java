// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

/**
 * A few letters of a text, by a hash that is cheap to have of the letters after them (Karp and
 * Rabin).
 */
final class Window {

    /** How many letters it has; tokens' signatures do not agree in as many by accident. */
    static final int LENGTH = 16;

    private static final long BASE = 0x9E3779B97F4A7C15L | 1;
    private static final long OUT = power();

    private Window() {}

    /** Of a text's first letters. */
    static long hash(String text) {
        long hash = 0;
        for (int i = 0; i < LENGTH; i++) {
            hash = hash * BASE + text.charAt(i);
        }
        return hash;
    }

    /** Shows all of a text to somebody. */
    static void slide(String text, Visitor visitor) {
        if (text.length() < LENGTH) {
            return;
        }
        long hash = hash(text);
        visitor.visit(hash, 0);
        for (int i = LENGTH; i < text.length(); i++) {
            hash = (hash - OUT * text.charAt(i - LENGTH)) * BASE + text.charAt(i);
            visitor.visit(hash, i - LENGTH + 1);
        }
    }

    private static long power() {
        long power = 1;
        for (int i = 1; i < LENGTH; i++) {
            power *= BASE;
        }
        return power;
    }

    /** Is shown each of them. */
    interface Visitor {

        /** The hash of the letters that start there. */
        void visit(long hash, int start);
    }
}
