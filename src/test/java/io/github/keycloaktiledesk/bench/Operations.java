// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The operations on a realm: our calls, and what Keycloak itself has that is like them. */
final class Operations {

    static final String SIGNIN = "signin";
    static final String RESUME = "resume, more than half left";
    static final String RENEWAL = "resume, renewed";
    static final String VISITOR = "visitor";
    static final String KNOWN_CUSTOMER = "custom token, known customer";
    static final String NEW_CUSTOMER = "custom token, first time";
    static final String PASSWORD_GRANT = "password grant";
    static final String CLIENT_CREDENTIALS = "client credentials";
    static final String REFRESH_GRANT = "refresh grant";
    static final String JWT_GRANT = "JWT authorization grant";
    static final String USER_CREATION = "Admin REST user creation";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GRANTS = "/protocol/openid-connect/token";

    private final BenchRealm realm;

    Operations(BenchRealm realm) {
        this.realm = realm;
    }

    /** All of them; the first time takes a while, for their users are made. */
    List<Operation> all() {
        return List.of(
                new Operation(SIGNIN, true, among(BenchRealm.AGENTS, this::signin)),
                new Operation(PASSWORD_GRANT, true, among(BenchRealm.AGENTS, this::passwordGrant)),
                resume(RESUME, realm::visitorToken),
                new Operation(REFRESH_GRANT, false, among(BenchRealm.AGENTS, this::refreshGrant)),
                resume(RENEWAL, realm::oldVisitorToken),
                new Operation(VISITOR, false, among(1, i -> visitor())),
                new Operation(USER_CREATION, false, userCreation(realm.administratorsToken())),
                new Operation(CLIENT_CREDENTIALS, false, among(1, i -> clientCredentials())),
                new Operation(
                        KNOWN_CUSTOMER,
                        false,
                        among(
                                BenchRealm.KNOWN,
                                i -> customToken(BenchRealm.customToken("known-" + i)))),
                new Operation(JWT_GRANT, false, among(BenchRealm.KNOWN, this::jwtGrant)),
                new Operation(
                        NEW_CUSTOMER,
                        false,
                        eachNew(
                                () ->
                                        customToken(
                                                BenchRealm.customToken(
                                                        UUID.randomUUID().toString())))));
    }

    /** The same ones again and again. */
    private static IntFunction<List<byte[]>> among(int many, IntFunction<byte[]> request) {
        List<byte[]> all = IntStream.range(0, many).mapToObj(request).toList();
        return calls -> IntStream.range(0, calls).mapToObj(i -> all.get(i % many)).toList();
    }

    private static IntFunction<List<byte[]>> eachNew(Supplier<byte[]> request) {
        return calls -> IntStream.range(0, calls).mapToObj(i -> request.get()).toList();
    }

    private Operation resume(String name, Supplier<String> token) {
        return new Operation(name, false, among(BenchRealm.KNOWN, i -> customToken(token.get())));
    }

    private byte[] signin(int agent) {
        return tiledesk(
                Calls.SIGNIN,
                Map.of("email", BenchRealm.agent(agent), "password", Demo.PASSWORD),
                "");
    }

    private byte[] visitor() {
        return tiledesk(Calls.ANONYMOUSLY, BenchRealm.visitor(), "");
    }

    private byte[] customToken(String token) {
        return tiledesk(Calls.CUSTOM_TOKEN, Map.of(), "Authorization: JWT " + token + "\r\n");
    }

    private byte[] passwordGrant(int agent) {
        return grant(
                TokenEndpoint.passwordGrant(BenchRealm.PEER, BenchRealm.agent(agent), Demo.PASSWORD)
                        .with("client_secret", BenchRealm.SECRET));
    }

    private byte[] refreshGrant(int agent) {
        return grant(peer("refresh_token").with("refresh_token", realm.refreshToken(agent)));
    }

    private byte[] clientCredentials() {
        return grant(peer("client_credentials"));
    }

    private static Form peer(String type) {
        return new Form()
                .with("grant_type", type)
                .with("client_id", BenchRealm.PEER)
                .with("client_secret", BenchRealm.SECRET);
    }

    private byte[] jwtGrant(int user) {
        return grant(
                TokenEndpoint.assertionGrant(
                        BenchRealm.PEER, BenchRealm.SECRET, realm.assertion(user)));
    }

    private IntFunction<List<byte[]>> userCreation(String token) {
        URI realmUrl = realm.realm().url();
        String path = "/admin" + realmUrl.getPath() + "/users";
        String header = "Authorization: Bearer " + token + "\r\n";
        return eachNew(
                () ->
                        post(
                                realmUrl,
                                path,
                                "application/json",
                                header,
                                json(BenchRealm.userLikeAVisitor())));
    }

    private byte[] tiledesk(String path, Map<String, ?> body, String header) {
        URI base = realm.realm().tiledesk();
        return post(base, base.getPath() + path, "application/json", header, json(body));
    }

    private byte[] grant(Form form) {
        URI base = realm.realm().url();
        return post(
                base,
                base.getPath() + GRANTS,
                "application/x-www-form-urlencoded",
                "",
                form.bytes());
    }

    private static byte[] post(URI server, String path, String type, String header, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                ("POST "
                                + path
                                + " HTTP/1.1\r\nHost: "
                                + server.getAuthority()
                                + "\r\nContent-Type: "
                                + type
                                + "\r\nContent-Length: "
                                + body.length
                                + "\r\n"
                                + header
                                + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
