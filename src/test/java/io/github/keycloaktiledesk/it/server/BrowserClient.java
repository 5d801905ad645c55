// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * An ordinary OpenID Connect client of a realm, to which people come with a browser. It takes its
 * answers as forms that are posted (OAuth 2.0 Form Post Response Mode), so nothing has to listen.
 */
public final class BrowserClient {

    /** The origin of the client's own pages. */
    public static final String ORIGIN = "https://shop.example.test";

    private static final String REDIRECT = ORIGIN + "/callback";
    private static final Pattern FIELD =
            Pattern.compile("<INPUT TYPE=\"HIDDEN\" NAME=\"([^\"]+)\" VALUE=\"([^\"]*)\"");

    private final TestRealm realm;
    private final String clientId;
    private final String secret;

    /** A client that {@link #addTo} has added. */
    public BrowserClient(TestRealm realm, String clientId) {
        this(realm, clientId, null);
    }

    /** A client with this secret, or null for a public one. */
    public BrowserClient(TestRealm realm, String clientId, String secret) {
        this.realm = realm;
        this.clientId = clientId;
        this.secret = secret;
    }

    /**
     * Adds a public client.
     *
     * @param flowId its own browser flow, or null for the realm's
     */
    public static void addTo(RealmRepresentation realm, String clientId, String flowId) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setPublicClient(true);
        allow(client);
        if (flowId != null) {
            client.setAuthenticationFlowBindingOverrides(Map.of("browser", flowId));
        }
        realm.getClients().add(client);
    }

    /** Lets a client be one. */
    public static void allow(ClientRepresentation client) {
        client.setStandardFlowEnabled(true);
        client.setRedirectUris(List.of(REDIRECT));
    }

    /** Where a browser is sent to log in. */
    public URI login(String moreParameters) {
        return URI.create(
                realm.url()
                        + "/protocol/openid-connect/auth?response_type=code&response_mode=form_post&scope=openid"
                        + "&client_id="
                        + encode(clientId)
                        + "&redirect_uri="
                        + encode(REDIRECT)
                        + moreParameters);
    }

    /** Where a page of the client's posts an authorization request. */
    public URI endpoint() {
        return URI.create(realm.url() + "/protocol/openid-connect/auth");
    }

    /** An authorization request as a form, to be completed. */
    public Form request() {
        return new Form()
                .with("response_type", "code")
                .with("response_mode", "form_post")
                .with("scope", "openid")
                .with("client_id", clientId)
                .with("redirect_uri", REDIRECT);
    }

    /** Pushes an authorization request (RFC 9126). */
    public Answer push(Form request) {
        return push(Form.HEADERS, authenticated(request));
    }

    /** Pushes one without its client_id, which RFC 9126 section 2.1 requires. */
    public Answer pushWithoutName(Form request) {
        Map<String, String> headers = new HashMap<>(Form.HEADERS);
        String basic = encode(clientId) + ":" + encode(secret == null ? "" : secret);
        headers.put(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(basic.getBytes(StandardCharsets.US_ASCII)));
        return push(headers, request.without("client_id"));
    }

    private Answer push(Map<String, String> headers, Form request) {
        return new Calls(realm.url())
                .post("/protocol/openid-connect/ext/par/request", headers, request.bytes());
    }

    /** Where a browser is sent to log in once the request has been pushed. */
    public URI login(Answer pushed, String moreParameters) {
        return URI.create(
                endpoint()
                        + "?client_id="
                        + encode(clientId)
                        + "&request_uri="
                        + encode(pushed.json().path("request_uri").asText())
                        + moreParameters);
    }

    private Form authenticated(Form form) {
        return secret == null ? form : form.with("client_secret", secret);
    }

    /** Whether the browser was sent back to the client with a code. */
    public static boolean isLoggedIn(Answer page) {
        return !field(page, "code").isEmpty();
    }

    /** What the client is told when nobody was logged in. */
    public static String error(Answer page) {
        return field(page, "error");
    }

    /** The tokens for the code with which the browser was sent back. */
    public JsonNode tokens(Answer page) {
        return tokens(page, new Form());
    }

    /** The tokens for the code, with more fields in the request for them. */
    public JsonNode tokens(Answer page, Form more) {
        Answer answer =
                new TokenEndpoint(realm)
                        .post(
                                authenticated(more)
                                        .with("grant_type", "authorization_code")
                                        .with("client_id", clientId)
                                        .with("redirect_uri", REDIRECT)
                                        .with("code", field(page, "code")));
        if (answer.status() != 200) {
            throw new AssertionError("No tokens, but " + answer + " after " + page);
        }
        return answer.json();
    }

    /** Logs out, as a client does. */
    public URI logout(JsonNode tokens) {
        return URI.create(
                realm.url()
                        + "/protocol/openid-connect/logout?id_token_hint="
                        + tokens.path("id_token").asText());
    }

    /** A parameter with which the browser was sent back to the client, or an empty text. */
    public static String field(Answer page, String name) {
        Matcher fields = FIELD.matcher(page.text());
        while (fields.find()) {
            if (name.equals(fields.group(1))) {
                return fields.group(2);
            }
        }
        return "";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
