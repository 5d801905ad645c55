// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.testcontainers.TiledeskAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What the server answered.
 *
 * @param status the HTTP status
 * @param headers the HTTP headers
 * @param text the body
 */
public record Answer(int status, HttpHeaders headers, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Tokens in a body, in a cookie or in the fragment of an address. */
    public Answer {
        LogSearch.SECRETS.addTokens(text);
        headers.map().values().stream().flatMap(List::stream).forEach(LogSearch.SECRETS::addTokens);
    }

    /** The answer to one of the three calls. */
    static Answer of(TiledeskAnswer answer) {
        return new Answer(answer.status(), answer.headers(), answer.body());
    }

    /** Sends a request and waits for its answer. */
    static Answer to(HttpRequest request, HttpClient client) {
        request.headers().allValues("Authorization").forEach(Answer::remember);
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The first header of this name. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body as JSON, its fields in the order as sent. */
    public JsonNode json() {
        return parse(text);
    }

    /** The field {@code token} without its {@code JWT } prefix. */
    public String token() {
        return new TiledeskAnswer(status, headers, text).token();
    }

    /** The claims of the token, not verified. */
    public JsonNode claims() {
        String payload = token().split("\\.")[1];
        return parse(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    /** The Keycloak id of the one who is signed in, as the token tells it. */
    public String userId() {
        String id = claims().path("keycloak_user_id").asText();
        if (id.isEmpty()) {
            throw new AssertionError("No user in the token of " + this);
        }
        return id;
    }

    private static void remember(String authorization) {
        String credentials = authorization.substring(authorization.indexOf(' ') + 1);
        LogSearch.SECRETS.addField("authorization", credentials);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }
}
