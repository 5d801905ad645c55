// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.testcontainers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The three calls, sent as Tiledesk's clients send them. A refused call is an answer too: only a
 * server that does not answer makes an {@link UncheckedIOException}.
 */
public final class TiledeskCalls {

    /** The path of {@link #signin} below the base URL. */
    public static final String SIGNIN = "/auth/signin";

    /** The path of {@link #signinAnonymously} below the base URL. */
    public static final String SIGNIN_ANONYMOUSLY = "/auth/signinAnonymously";

    /** The path of {@link #signinWithCustomToken} below the base URL. */
    public static final String SIGNIN_WITH_CUSTOM_TOKEN = "/auth/signinWithCustomToken";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final URI base;
    private final HttpClient http;

    /**
     * Calls below a base URL.
     *
     * @param base such as {@code http://localhost:8080/realms/demo/tiledesk}, without a slash at
     *     its end
     */
    public TiledeskCalls(URI base) {
        this(base, HTTP);
    }

    /**
     * Calls below a base URL, by a client that trusts the server's certificate.
     *
     * @param base such as {@code https://localhost:8443/realms/demo/tiledesk}, without a slash at
     *     its end
     * @param http sends them
     */
    public TiledeskCalls(URI base, HttpClient http) {
        this.base = base;
        this.http = http;
    }

    /**
     * An agent signs in.
     *
     * @param email the e-mail, which may be null
     * @param password the password, which may be null
     * @return the answer
     */
    public TiledeskAnswer signin(String email, String password) {
        Map<String, String> agent = new LinkedHashMap<>();
        agent.put("email", email);
        agent.put("password", password);
        return post(SIGNIN, agent);
    }

    /**
     * A visitor signs in.
     *
     * @param visitor the body: {@code id_project}, and as wanted {@code firstname}, {@code
     *     lastname}, {@code email}, {@code attributes}
     * @return the answer
     */
    public TiledeskAnswer signinAnonymously(Map<String, ?> visitor) {
        return post(SIGNIN_ANONYMOUSLY, visitor);
    }

    /**
     * A customer signs in with a custom JWT, or whoever signed in before comes back.
     *
     * @param jwt such as {@link CustomJwt#sign} makes it, or the {@link TiledeskAnswer#token} of an
     *     earlier answer
     * @return the answer
     */
    public TiledeskAnswer signinWithCustomToken(String jwt) {
        return send(
                request(SIGNIN_WITH_CUSTOM_TOKEN)
                        .header("Authorization", TiledeskAnswer.SCHEME + jwt)
                        .POST(BodyPublishers.noBody()));
    }

    private TiledeskAnswer post(String path, Map<String, ?> body) {
        try {
            return send(
                    request(path)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT);
    }

    private TiledeskAnswer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new TiledeskAnswer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
