// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How an input is read that Jazzer has made up. */
public final class Inputs {

    private Inputs() {}

    /**
     * Reads an input as lines and what follows them: so its seeds are files that people can read.
     *
     * @param input what Jazzer has made up
     * @param lines how many lines there are at most
     * @return so many texts, empty where the input ends too early, and all the rest
     */
    public static Lines lines(byte[] input, int lines) {
        List<String> texts = new ArrayList<>();
        int from = 0;
        while (texts.size() < lines) {
            int end = from;
            while (end < input.length && input[end] != '\n') {
                end++;
            }
            texts.add(new String(input, from, end - from, StandardCharsets.UTF_8));
            from = Math.min(end + 1, input.length);
        }
        return new Lines(texts, Arrays.copyOfRange(input, from, input.length));
    }

    /**
     * An input.
     *
     * @param texts its lines
     * @param rest what follows them
     */
    public record Lines(List<String> texts, byte[] rest) {

        /** One of the lines, the first of which is 0. */
        public String text(int index) {
            return texts.get(index);
        }

        /** What follows them, as UTF-8. */
        public String restAsText() {
            return new String(rest, StandardCharsets.UTF_8);
        }
    }
}
