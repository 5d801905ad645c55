// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.testcontainers.TiledeskCalls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Tiledesk's calls, sent to one base URL as its clients send them. */
public final class Calls {

    /** The path of the call below the base URL. */
    public static final String SIGNIN = TiledeskCalls.SIGNIN;

    /** The path of the call below the base URL. */
    public static final String ANONYMOUSLY = TiledeskCalls.SIGNIN_ANONYMOUSLY;

    /** The path of the call below the base URL. */
    public static final String CUSTOM_TOKEN = TiledeskCalls.SIGNIN_WITH_CUSTOM_TOKEN;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = http().build();
    private static final Map<String, String> JSON_BODY = Map.of("Content-Type", "application/json");

    private final URI base;
    private final HttpClient http;
    private final TiledeskCalls tiledesk;

    /** Calls below this base, such as {@link TestRealm#tiledesk()}. */
    public Calls(URI base) {
        this(base, HTTP);
    }

    /** Calls below this base, to a server whose certificate not everybody trusts. */
    Calls(URI base, SSLContext trust) {
        this(base, http().sslContext(trust).build());
    }

    private Calls(URI base, HttpClient http) {
        this.base = base;
        this.http = http;
        this.tiledesk = new TiledeskCalls(base, http);
    }

    private static HttpClient.Builder http() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    }

    /** An agent signs in. */
    public Answer signin(String email, String password) {
        if (password != null) {
            LogSearch.SECRETS.addField("password", password);
        }
        return Answer.of(tiledesk.signin(email, password));
    }

    /** A visitor signs in. */
    public Answer anonymously(Map<String, ?> body) {
        return Answer.of(tiledesk.signinAnonymously(body));
    }

    /** A customer signs in, or whoever has a token of the realm comes back. */
    public Answer customToken(String jwt) {
        LogSearch.SECRETS.addTokens(jwt);
        return Answer.of(tiledesk.signinWithCustomToken(jwt));
    }

    /** Posts JSON. */
    public Answer post(String path, Object body) {
        try {
            return post(path, JSON_BODY, JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Posts anything. */
    public Answer post(String path, Map<String, String> headers, byte[] body) {
        return send("POST", path, headers, body);
    }

    /** Sends anything to a path below the base. */
    public Answer send(String method, String path, Map<String, String> headers, byte[] body) {
        LogSearch.SECRETS.addBody(new String(body, StandardCharsets.UTF_8));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return Answer.to(request.build(), http);
    }
}
