// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The audience of a custom JWT, as Tiledesk's documentation ("Custom authentication") writes it:
 * {@code https://tiledesk.com/projects/<project id>}, or {@code …/subscriptions/<id>} for
 * connectors.
 *
 * @param base scheme and authority, for example {@code https://tiledesk.com}
 * @param kind what the path names
 * @param id the id of the project or subscription
 */
public record AssertionAudience(String base, Kind kind, String id) {

    /** What an audience names. */
    public enum Kind {
        /** A project. */
        PROJECTS,
        /** A project's subscription to events, by which a connector signs in. */
        SUBSCRIPTIONS;

        /**
         * The audience of one id.
         *
         * @param base scheme and authority
         * @param id the id of a project or subscription
         * @return the URL as Tiledesk writes it
         */
        public String audience(String base, String id) {
            return base + '/' + segment() + '/' + id;
        }

        private String segment() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As narrow as settings are, since what nobody has verified yet goes into a query. */
    private static final String BASE =
            "https?://(?:[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?";

    private static final String ID = "[^\\s\\p{Cntrl}\\p{Cs}/?#]{1,255}";
    private static final Pattern URL =
            Pattern.compile("(" + BASE + ")/(projects|subscriptions)/(" + ID + ")");

    /**
     * Reads the claim {@code aud}.
     *
     * @param aud the claim, a text or an array of one text; may be null
     * @return the audience, or empty where the claim names neither a project nor a subscription
     */
    public static Optional<AssertionAudience> of(JsonNode aud) {
        return single(aud).map(URL::matcher).filter(Matcher::matches).map(AssertionAudience::of);
    }

    private static AssertionAudience of(Matcher url) {
        Kind kind =
                Kind.PROJECTS.segment().equals(url.group(2)) ? Kind.PROJECTS : Kind.SUBSCRIPTIONS;
        return new AssertionAudience(url.group(1), kind, url.group(3));
    }

    /**
     * Tells whether a text can be the first part of an audience.
     *
     * @param text a text
     * @return whether it is {@code http(s)://host} or {@code http(s)://host:port}
     */
    public static boolean isBase(String text) {
        return text.matches(BASE);
    }

    /**
     * Tells whether a text can be the last part of an audience.
     *
     * @param text a text
     * @return whether it has 1 to 255 characters, none of them a blank, '/', '?' or '#'
     */
    public static boolean isId(String text) {
        return text.matches(ID);
    }

    /**
     * The one audience of a token.
     *
     * @param aud the claim {@code aud}, may be null
     * @return its text, or empty where there is none or more than one
     */
    static Optional<String> single(JsonNode aud) {
        JsonNode only = aud != null && aud.isArray() && aud.size() == 1 ? aud.get(0) : aud;
        return only != null && only.isTextual() ? Optional.of(only.textValue()) : Optional.empty();
    }
}
