// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Keycloak's own endpoints, to which a token of the realm may be brought. */
public final class OpenId {

    private static final String PROTOCOL = "/protocol/openid-connect";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final byte[] NO_BODY = {};

    private final TestRealm realm;
    private final Calls calls;

    /** The endpoints of a realm. */
    public OpenId(TestRealm realm) {
        this.realm = realm;
        this.calls = new Calls(realm.url());
    }

    /** The ordinary password grant of a public client of the realm. */
    public Answer password(String client, String username, String password, String scope) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "password");
        form.put("client_id", client);
        form.put("username", username);
        form.put("password", password);
        form.put("scope", scope);
        return form(PROTOCOL + "/token", Map.of(), form);
    }

    /** A token for a confidential client's own service account. */
    public Answer clientCredentials(String client, String secret) {
        return form(
                PROTOCOL + "/token",
                Map.of(),
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        client,
                        "client_secret",
                        secret));
    }

    /** What introspection tells Tiledesk's backend. */
    public JsonNode introspect(String token) {
        String credentials = Demo.BACKEND + ":" + Demo.BACKEND_SECRET;
        String basic =
                Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return form(
                        PROTOCOL + "/token/introspect",
                        Map.of("Authorization", "Basic " + basic),
                        Map.of("token", token))
                .json();
    }

    /** Whether introspection holds the token for valid. */
    public boolean isActive(String token) {
        JsonNode active = introspect(token).path("active");
        if (!active.isBoolean()) {
            throw new AssertionError("Introspection did not say whether the token is active");
        }
        return active.booleanValue();
    }

    /** The user that a token is for. */
    public Answer userinfo(String token) {
        return bearer(calls, PROTOCOL + "/userinfo", token);
    }

    /** A public client revokes a token of its own. */
    public Answer revoke(String client, String token) {
        return form(PROTOCOL + "/revoke", Map.of(), Map.of("client_id", client, "token", token));
    }

    /** A public client logs its user out, by a refresh token in place of a browser. */
    public Answer logout(String client, String refreshToken) {
        return form(
                PROTOCOL + "/logout",
                Map.of(),
                Map.of("client_id", client, "refresh_token", refreshToken));
    }

    /** The account that the token's user would see. */
    public Answer account(String token) {
        return bearer(calls, "/account", token);
    }

    /** The realm's users, as an administrator of the realm would see them. */
    public Answer users(String token) {
        String server = realm.url().toString().replace("/realms/" + realm.name(), "");
        return bearer(
                new Calls(URI.create(server + "/admin/realms/" + realm.name())), "/users", token);
    }

    private static Answer bearer(Calls calls, String path, String token) {
        return calls.send(
                "GET",
                path,
                Map.of("Authorization", "Bearer " + token, "Accept", "application/json"),
                NO_BODY);
    }

    private Answer form(String path, Map<String, String> headers, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", FORM);
        String body =
                fields.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        return calls.post(path, all, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
