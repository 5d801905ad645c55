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

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final List<String> PROGRAMS = List.of("node", "npm", "redis-server", "tar");

    /** Tiledesk wants each account to have a phone number that no other has. */
    private static final AtomicInteger PHONES = new AtomicInteger(100_000);

    private final URI url;
    private final Background node;
    private final Background redis;
    private final DocumentStore store;

    private TiledeskServer(URI url, Background node, Background redis, DocumentStore store) {
        this.url = url;
        this.node = node;
        this.redis = redis;
        this.store = store;
    }

    /**
     * Starts one with an empty store; the first call also installs the package, which takes half a
     * minute. Close it.
     *
     * @param publicKey the key with which tokens are signed, in PEM: its {@code
     *     GLOBAL_SECRET_OR_PUB_KEY}
     */
    public static TiledeskServer start(String publicKey) {
        return start(Map.of("GLOBAL_SECRET_OR_PUB_KEY", publicKey));
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
        Path sources = ServerPackage.installed();
        DocumentStore store = new DocumentStore();
        int redisPort = Ports.free();
        Background redis = startRedis(sources.getParent(), redisPort);
        String port = settings.getOrDefault("PORT", String.valueOf(Ports.free()));
        Map<String, String> environment = new HashMap<>(environment(store, redisPort, port));
        environment.put("APP_ROOT_PATH", sources.toString());
        environment.putAll(settings);
        Background node =
                Background.start(
                        List.of("node", "--require=../on-loopback.js", "./bin/www"),
                        sources,
                        log(sources.getParent(), "server"),
                        environment);
        URI url = URI.create("http://127.0.0.1:" + port);
        TiledeskServer server = new TiledeskServer(url, node, redis, store);
        server.awaitReady();
        return server;
    }

    private static Background startRedis(Path home, int port) {
        List<String> command =
                List.of(
                        "redis-server",
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--save",
                        "",
                        "--appendonly",
                        "no");
        return Background.start(command, home, log(home, "redis"), Map.of());
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

    private static Path log(Path home, String name) {
        return home.resolve(name + "-" + UUID.randomUUID() + ".log");
    }

    private void awaitReady() {
        try {
            Soon.isTrue(START_LIMIT, "Redis listens", () -> redis.hasWritten("Ready to accept"));
            Soon.isTrue(
                    START_LIMIT,
                    "Tiledesk listens and has its store",
                    () ->
                            node.hasWritten("Listening tiledesk-server")
                                    && node.hasWritten("Mongoose connection done")
                                    // While the store makes its table, another account fails.
                                    && node.hasWritten("Created admin user"));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The server's base, without a slash at its end. */
    public URI url() {
        return url;
    }

    /** All that it has logged so far. */
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
        Stream.of(node, redis, store).forEach(TiledeskServer::close);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
