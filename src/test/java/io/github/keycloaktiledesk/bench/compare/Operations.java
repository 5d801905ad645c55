// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloaktiledesk.bench.load.PostRequest;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The operations on a realm: our calls, and what Keycloak itself has that is like them. */
public final class Operations {

    public static final String SIGNIN = "signin";
    public static final String RESUME = "resume, more than half left";
    public static final String RENEWAL = "resume, renewed";
    public static final String VISITOR = "visitor";
    public static final String KNOWN_CUSTOMER = "custom token, known customer";
    public static final String NEW_CUSTOMER = "custom token, first time";
    public static final String PASSWORD_GRANT = "password grant";
    public static final String CLIENT_CREDENTIALS = "client credentials";
    public static final String REFRESH_GRANT = "refresh grant";
    public static final String JWT_GRANT = "JWT authorization grant";
    public static final String USER_CREATION = "Admin REST user creation";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GRANTS = "/protocol/openid-connect/token";

    private final BenchRealm realm;

    public Operations(BenchRealm realm) {
        this.realm = realm;
    }

    /** All of them; the first time takes a while, for their users are made. */
    public List<Operation> all() {
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
                Map.of());
    }

    private byte[] visitor() {
        return tiledesk(Calls.ANONYMOUSLY, BenchRealm.visitor(), Map.of());
    }

    private byte[] customToken(String token) {
        return tiledesk(Calls.CUSTOM_TOKEN, Map.of(), Map.of("Authorization", "JWT " + token));
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
        URI users = realmUrl.resolve("/admin" + realmUrl.getPath() + "/users");
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        return eachNew(
                () ->
                        PostRequest.of(
                                users,
                                "application/json",
                                headers,
                                json(BenchRealm.userLikeAVisitor())));
    }

    private byte[] tiledesk(String path, Map<String, ?> body, Map<String, String> headers) {
        return PostRequest.of(
                URI.create(realm.realm().tiledesk() + path),
                "application/json",
                headers,
                json(body));
    }

    private byte[] grant(Form form) {
        return PostRequest.of(
                URI.create(realm.realm().url() + GRANTS),
                "application/x-www-form-urlencoded",
                Map.of(),
                form.bytes());
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
