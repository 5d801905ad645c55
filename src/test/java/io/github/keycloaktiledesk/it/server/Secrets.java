// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that tests send or are given and that opens an account: the run's servers must not have
 * written any of it down.
 *
 * <p>Of a token its signature counts, for without that it is worth nothing; and of a signature the
 * hash of its first letters is kept, for there are many. What is short is an ordinary word, so it
 * is looked for after the name of its field only.
 */
final class Secrets {

    private static final Pattern TOKEN =
            Pattern.compile("eyJ[\\w-]+\\.[\\w-]*\\.([\\w-]{" + Window.LENGTH + ",})");

    /** A name of a secret, and a key that everybody may know. */
    private static final Pattern NONE =
            Pattern.compile("\\$\\{vault\\.|-----BEGIN PUBLIC KEY-----");

    /** What follows the name of a field in a log. */
    private static final Pattern SIGN = Pattern.compile("\\W{0,2}[=:]");

    /** Letters between that and the value, such as a blank and a quotation mark. */
    private static final int GAP = 2;

    private static final Pattern WORD = Pattern.compile("\\w");

    private static final int MOST = 1_000_000;

    /** Letters of a line, which is enough to see who has written it. */
    private static final int SHOWN = 300;

    private static final int KEPT_BITS = 24;

    private final int most;

    private final Set<Long> signatures = ConcurrentHashMap.newKeySet();
    private final Map<Long, Set<String>> texts = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> fields = new ConcurrentHashMap<>();

    /** Of a whole run. */
    Secrets() {
        this(MOST);
    }

    /**
     * Of a few.
     *
     * @param most how many tokens, and how many texts, are looked for
     */
    Secrets(int most) {
        this.most = most;
    }

    /** Keeps all tokens in mind that are in a text. */
    void addTokens(String text) {
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find() && hasRoom()) {
            signatures.add(Window.hash(tokens.group(1)));
        }
    }

    /** Keeps in mind what is secret in a body of JSON or of a form, well or badly made. */
    void addBody(String body) {
        SecretFields.read(body, this::addField);
    }

    /** Keeps in mind what a field of this name has been sent with. */
    void addField(String name, String value) {
        if (NONE.matcher(value).lookingAt()) {
            return;
        }
        addTokens(value);
        if (value.length() >= Window.LENGTH) {
            addText(value);
        } else if (WORD.matcher(value).find()) {
            fields.computeIfAbsent(name, first -> ConcurrentHashMap.newKeySet()).add(value);
        }
    }

    /** Keeps a text in mind that occurs nowhere by accident. */
    void addText(String text) {
        if (!TOKEN.matcher(text).find() && hasRoom()) {
            texts.computeIfAbsent(Window.hash(text), first -> ConcurrentHashMap.newKeySet())
                    .add(text);
        }
    }

    private boolean hasRoom() {
        return signatures.size() <= most && texts.size() <= most;
    }

    /**
     * The beginnings of a log's lines in which one of them is.
     *
     * @throws AssertionError if there are more than are kept in mind
     */
    Set<String> linesIn(String log) {
        if (!hasRoom()) {
            throw new AssertionError("More than " + most + " secrets: some are not looked for");
        }
        Set<String> lines = new TreeSet<>();
        BitSet kept = kept();
        Window.slide(
                log,
                (hash, start) -> {
                    if (kept.get(bits(hash)) && isKept(hash, log, start)) {
                        lines.add(line(log, start));
                    }
                });
        SecretFields.NAMES.forEach(field -> addLinesWith(field, log, lines));
        return lines;
    }

    private void addLinesWith(String field, String log, Set<String> lines) {
        Set<String> values = fields.getOrDefault(field, Set.of());
        Matcher name = Pattern.compile(field, Pattern.CASE_INSENSITIVE).matcher(log);
        Matcher sign = SIGN.matcher(log);
        while (!values.isEmpty() && name.find()) {
            sign.region(name.end(), log.length());
            if (sign.lookingAt() && isAnyAt(values, log, sign.end())) {
                lines.add(line(log, name.start()));
            }
        }
    }

    private static boolean isAnyAt(Set<String> values, String log, int from) {
        for (int start = from; start <= from + GAP; start++) {
            int most = Math.min(start + Window.LENGTH - 1, log.length());
            for (int end = start + 1; end <= most; end++) {
                if (isWhole(log, end) && values.contains(log.substring(start, end))) {
                    return true;
                }
            }
            if (start < log.length() && isOfWord(log.charAt(start))) {
                return false;
            }
        }
        return false;
    }

    /** Whether what ends there is not the beginning of a longer word. */
    private static boolean isWhole(String log, int end) {
        return end == log.length() || !isOfWord(log.charAt(end - 1)) || !isOfWord(log.charAt(end));
    }

    private static boolean isOfWord(char letter) {
        return letter == '-' || letter == '_' || Character.isLetterOrDigit(letter);
    }

    /** Where there is none, nothing is kept of that hash: logs are long. */
    private BitSet kept() {
        BitSet kept = new BitSet();
        signatures.forEach(hash -> kept.set(bits(hash)));
        texts.keySet().forEach(hash -> kept.set(bits(hash)));
        return kept;
    }

    private static int bits(long hash) {
        return (int) (hash >>> (Long.SIZE - KEPT_BITS));
    }

    private boolean isKept(long hash, String log, int start) {
        return signatures.contains(hash)
                || texts.getOrDefault(hash, Set.of()).stream()
                        .anyMatch(text -> log.startsWith(text, start));
    }

    /** How many there are. */
    int count() {
        return signatures.size()
                + texts.values().stream().mapToInt(Set::size).sum()
                + fields.values().stream().mapToInt(Set::size).sum();
    }

    private static String line(String log, int at) {
        int start = log.lastIndexOf('\n', at) + 1;
        int end = log.indexOf('\n', at);
        return log.substring(start, Math.min(end < 0 ? log.length() : end, start + SHOWN));
    }
}
