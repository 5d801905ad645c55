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
 * @param id the rest of the path; may be empty or anything
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

    private static final Pattern URL =
            Pattern.compile("(https?://[^/?#]+)/(projects|subscriptions)/([^?#]*)(?:[?#].*)?");

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
