// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Background;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Ports;
import io.github.keycloaktiledesk.it.server.Program;
import io.github.keycloaktiledesk.it.server.Soon;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Tiledesk's own server, as published, with a store and a Redis of its own; reachable from this
 * machine only. It takes tokens that are signed with one RSA key.
 *
 * <p>Tests that need it are tagged {@code tiledesk} and run by {@code mvn -Ptiledesk}.
 */
public final class TiledeskServer implements AutoCloseable {

    /** The tag of the tests that need it. */
    public static final String TAG = "tiledesk";

    /** The account that it makes when it starts. */
    public static final String ADMIN = "admin@tiledesk.example.com";

    private static final String KEY = "GLOBAL_SECRET_OR_PUB_KEY";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final List<String> PROGRAMS =
            List.of("bash", "node", "npm", "redis-server", "tar");

    /** Tiledesk wants each account to have a phone number that no other has. */
    private static final AtomicInteger PHONES = new AtomicInteger(100_000);

    private final Path sources;
    private final URI url;
    private final Map<String, String> environment;
    private final DocumentStore store = new DocumentStore();
    private final int redisPort = Ports.free();
    private Background redis;
    private Background node;

    private TiledeskServer(Path sources, Map<String, String> settings) {
        this.sources = sources;
        String port = settings.getOrDefault("PORT", String.valueOf(Ports.free()));
        this.url = URI.create("http://127.0.0.1:" + port);
        this.environment = new HashMap<>(environment(store, redisPort, port));
        environment.put("APP_ROOT_PATH", sources.toString());
        environment.putAll(settings);
    }

    /**
     * Starts one with an empty store; the first call also installs the package, which takes half a
     * minute. Close it.
     *
     * @param publicKey the key with which tokens are signed, in PEM: its {@code
     *     GLOBAL_SECRET_OR_PUB_KEY}
     */
    public static TiledeskServer start(String publicKey) {
        return start(Map.of(KEY, publicKey));
    }

    /**
     * Starts one.
     *
     * @param settings variables of its environment besides those that every test needs
     */
    public static TiledeskServer start(Map<String, String> settings) {
        List<String> missing = PROGRAMS.stream().filter(name -> !Program.isInPath(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Not in the PATH: " + missing);
        }
        TiledeskServer server = new TiledeskServer(ServerPackage.installed(), settings);
        try {
            server.startRedis();
            server.startNode();
            // While the store makes its table, another account fails.
            server.await("Tiledesk has its first account", "Created admin user");
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Restarts it with another key, at the same URL and with what it has stored. */
    public void restart(String publicKey) {
        node.close();
        environment.put(KEY, publicKey);
        startNode();
    }

    private void startRedis() {
        List<String> command =
                List.of(
                        "redis-server",
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(redisPort),
                        "--save",
                        "",
                        "--appendonly",
                        "no");
        redis = Background.start(command, sources.getParent(), log("redis"), Map.of());
        Soon.isTrue(START_LIMIT, "Redis listens", () -> redis.hasWritten("Ready to accept"));
    }

    private void startNode() {
        List<String> command = List.of("node", "--require=../on-loopback.js", "./bin/www");
        node = Background.start(command, sources, log("server"), environment);
        await("Tiledesk listens", "Listening tiledesk-server");
        await("Tiledesk has its store", "Mongoose connection done");
    }

    private void await(String what, String written) {
        Soon.isTrue(START_LIMIT, what, () -> node.hasWritten(written));
    }

    private static Map<String, String> environment(
            DocumentStore store, int redisPort, String port) {
        return Map.ofEntries(
                Map.entry("PORT", port),
                Map.entry("MONGODB_URI", store.uri()),
                Map.entry("DATABASE_URI", store.uri()),
                Map.entry("MONGODB_LOGS_URI", store.uri()),
                Map.entry("CACHE_REDIS_HOST", "127.0.0.1"),
                Map.entry("CACHE_REDIS_PORT", String.valueOf(redisPort)),
                Map.entry("GLOBAL_SECRET", UUID.randomUUID().toString()),
                Map.entry("ADMIN_EMAIL", ADMIN),
                Map.entry("ADMIN_PASSWORD", UUID.randomUUID().toString()),
                Map.entry("EMAIL_ENABLED", "false"),
                Map.entry("JOB_WORKER_ENABLED", "false"),
                // A new store has no rows of older versions.
                Map.entry("DISABLE_AUTO_SHEMA_MIGRATION", "true"),
                Map.entry("MQTT_ENABLED", "false"),
                Map.entry("RECAPTCHA_ENABLED", "false"),
                Map.entry("LOG_LEVEL", "info"));
    }

    private Path log(String name) {
        return sources.resolveSibling(name + "-" + UUID.randomUUID() + ".log");
    }

    /** The server's base, without a slash at its end. */
    public URI url() {
        return url;
    }

    /** All that it has logged since it was last started. */
    public String log() {
        return node.log();
    }

    /** Its API, called by nobody. */
    public Calls calls() {
        return new Calls(url);
    }

    /** Makes an account, as Tiledesk's own sign-up does, and returns its {@code _id}. */
    public String account(String email) {
        Answer answer =
                calls().post(
                                "/auth/signup",
                                Map.of(
                                        "email",
                                        email,
                                        "password",
                                        UUID.randomUUID().toString(),
                                        "firstname",
                                        "Some",
                                        "lastname",
                                        "Agent",
                                        "phone",
                                        "+39" + PHONES.incrementAndGet()));
        return require(answer).at("/user/_id").asText();
    }

    /**
     * Makes a project and returns its id.
     *
     * @param owner a token of the account that is to own it, without {@code JWT }
     */
    public String project(String owner) {
        Answer answer = as(owner).post("/projects", Map.of("name", "Acme"));
        return require(answer).path("_id").asText();
    }

    /**
     * Has Tiledesk make the secret that a project shares with its site, and returns it.
     *
     * @param owner a token of the project's owner
     */
    public String projectSecret(String owner, String project) {
        Answer answer = as(owner).post("/" + project + "/keys/generate", Map.of());
        return require(answer).path("jwtSecret").asText();
    }

    /** Its API, called with this token. */
    public TiledeskApi as(String token) {
        return new TiledeskApi(url, token);
    }

    static JsonNode require(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
        return answer.json();
    }

    @Override
    public void close() {
        Stream.of(node, redis, store).filter(Objects::nonNull).forEach(TiledeskServer::close);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
