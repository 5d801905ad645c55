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

    /** What forms and bodies call it. */
    private static final Set<String> FIELDS =
            Set.of("password", "otp", "client_secret", "guest_token", "assertion", "refresh_token");

    /** What follows the name of a field in a log. */
    private static final Pattern VALUE = Pattern.compile("\\W{0,2}[=:]\\W{0,2}([\\w-]+)");

    private static final int MOST = 300_000;

    /** Letters of a line, which is enough to see who has written it. */
    private static final int SHOWN = 300;

    private static final int KEPT_BITS = 24;

    private final Set<Long> signatures = ConcurrentHashMap.newKeySet();
    private final Map<Long, String> texts = new ConcurrentHashMap<>();
    private final Set<String> fields = ConcurrentHashMap.newKeySet();

    /** Whether the caller gives something of this name that is to be kept secret. */
    static boolean isField(String name) {
        return FIELDS.contains(name);
    }

    /** Keeps all tokens in mind that are in a text. */
    void addTokens(String text) {
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find() && signatures.size() < MOST) {
            signatures.add(Window.hash(tokens.group(1)));
        }
    }

    /** Keeps in mind what a field of this name has been sent with. */
    void addField(String name, String value) {
        addTokens(value);
        if (value.length() >= Window.LENGTH) {
            addText(value);
        } else if (texts.size() < MOST) {
            fields.add(name + " " + value);
        }
    }

    /** Keeps a text in mind that occurs nowhere by accident. */
    void addText(String text) {
        if (!TOKEN.matcher(text).find() && texts.size() < MOST) {
            texts.put(Window.hash(text), text);
        }
    }

    /** The beginnings of a log's lines in which one of them is. */
    Set<String> linesIn(String log) {
        Set<String> lines = new TreeSet<>();
        BitSet kept = kept();
        Window.slide(
                log,
                (hash, start) -> {
                    if (kept.get(bits(hash)) && isKept(hash, log, start)) {
                        lines.add(line(log, start));
                    }
                });
        FIELDS.forEach(field -> addLinesWith(field, log, lines));
        return lines;
    }

    private void addLinesWith(String field, String log, Set<String> lines) {
        Matcher name = Pattern.compile(field, Pattern.CASE_INSENSITIVE).matcher(log);
        Matcher value = VALUE.matcher(log);
        while (name.find()) {
            value.region(name.end(), log.length());
            if (value.lookingAt() && fields.contains(field + " " + value.group(1))) {
                lines.add(line(log, name.start()));
            }
        }
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
        String text = texts.get(hash);
        return signatures.contains(hash) || (text != null && log.startsWith(text, start));
    }

    /** How many there are. */
    int count() {
        return signatures.size() + texts.size() + fields.size();
    }

    private static String line(String log, int at) {
        int start = log.lastIndexOf('\n', at) + 1;
        int end = log.indexOf('\n', at);
        return log.substring(start, Math.min(end < 0 ? log.length() : end, start + SHOWN));
    }
}
