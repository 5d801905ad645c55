package io.github.keycloaktiledesk.broker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The audience of a custom JWT, as Tiledesk's documentation ("Custom authentication") writes it:
 * {@code https://tiledesk.com/projects/<project id>}, or {@code …/subscriptions/<id>} for
 * connectors.
 *
 * @param projectId the last segment of the path; empty where nothing stands there or where it is a
 *     subscription's
 */
public record ProjectAudience(String projectId) {

    private static final Pattern URL =
            Pattern.compile("https?://[^/?#]+/(projects|subscriptions)/([^?#]*)(?:[?#].*)?");

    /**
     * Reads the claim {@code aud}.
     *
     * @param aud the claim, a text or an array of one text; may be null
     * @return the audience, or empty where the claim names neither a project nor a subscription
     */
    public static Optional<ProjectAudience> of(JsonNode aud) {
        return single(aud)
                .map(URL::matcher)
                .filter(Matcher::matches)
                .map(
                        url ->
                                new ProjectAudience(
                                        "projects".equals(url.group(1)) ? url.group(2) : ""));
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
