// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import io.github.keycloaktiledesk.it.server.DocumentedCommands.Block;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The shell blocks of README and of {@code docs/}: all of them, as {@code ShellBlocksTest} sees to.
 * A test runs each, and gets it here, as it stands on its page.
 */
public enum ShellBlock {
    BUILD(
            "README.md",
            "Two commands",
            1,
            "It runs all tests, this one too: .ci/run and .ci/try-dev"),
    AGENT_SIGNS_IN("README.md", "Try it", 1),
    VISITOR_SIGNS_IN("README.md", "Try it", 2),
    CUSTOMER_SIGNS_IN("README.md", "Try it", 3),

    EXPORT_SOME_ACCOUNTS("docs/agents.md", "Who should come", 1, ShellBlock.NO_MONGO),
    EXPORT_ACCOUNTS("docs/agents.md", "Import the accounts", 1, ShellBlock.NO_MONGO),
    CONVERT_ACCOUNTS("docs/agents.md", "Import the accounts", 2),
    IMPORT_ACCOUNTS("docs/agents.md", "Import the accounts", 3),

    EXPORT_REALM("docs/configuration-as-code.md", "A realm that works", 1),
    CLEAN_EXPORT("docs/configuration-as-code.md", "A realm that works", 2),
    IMPORT_REALM("docs/configuration-as-code.md", "A realm that works", 3),
    MAKE_REALM_IMPORT("docs/configuration-as-code.md", "Keycloak's operator", 1),
    APPLY_REALM_IMPORT(
            "docs/configuration-as-code.md",
            "Keycloak's operator",
            2,
            "It takes Kubernetes with Keycloak's operator in it"),

    TRY_COMPOSE("docs/containers.md", "Try it", 1),
    AWAIT_COMPOSE("docs/containers.md", "Try it", 2),
    VISIT_COMPOSE("docs/containers.md", "Try it", 3),
    REMOVE_COMPOSE("docs/containers.md", "Try it", 4),
    MAKE_SECRETS("docs/containers.md", "Run it", 1),
    RUN_COMPOSE("docs/containers.md", "Run it", 2),
    BACK_UP("docs/containers.md", "For the public", 1),
    UPDATE_NODES("docs/containers.md", "Update", 1),

    START_TO_BE_UPDATED("docs/operations.md", "Update without an outage", 1),
    UPDATE_NODE("docs/operations.md", "Update without an outage", 2),

    PUSH_CUSTOM_JWT("docs/hand-over.md", "By a pushed authorization request", 1),

    RELOAD_NGINX("docs/reverse-proxy.md", "The configurations", 1),
    RUN_CADDY("docs/reverse-proxy.md", "The configurations", 2),
    START_BEHIND_PROXY("docs/reverse-proxy.md", "The configurations", 3),
    RUN_CADDY_BEFORE_NODES("docs/reverse-proxy.md", "Several Keycloak nodes", 1),

    SET_UP("docs/setup.md", "Set up", 1),
    ASK_HOW_IT_IS("docs/setup.md", "How is the realm?", 1),
    TAKE_AWAY("docs/setup.md", "Take it away", 1),

    GRANT_BY_CUSTOM_JWT(
            "docs/sign-your-customers-in.md", "8. The same at Keycloak's token endpoint", 1),

    INSTALL_TEST_ARTIFACT("docs/testing.md", "Install the two jars", 1),

    OPERATOR_PLACES("docs/tiledesk-server.md", "What you need", 1),
    OPERATOR_REALM("docs/tiledesk-server.md", "1. The realm", 1),
    OPERATOR_AGENT_LIFETIME("docs/tiledesk-server.md", "1. The realm", 2),
    OPERATOR_MEMBERSHIP("docs/tiledesk-server.md", "1. The realm", 3),
    OPERATOR_ALGORITHM("docs/tiledesk-server.md", "2. The realm's key, for Tiledesk", 1),
    OPERATOR_KEY("docs/tiledesk-server.md", "2. The realm's key, for Tiledesk", 2),
    OPERATOR_ENVIRONMENT("docs/tiledesk-server.md", "2. The realm's key, for Tiledesk", 3),
    OPERATOR_PROXY("docs/tiledesk-server.md", "3. The reverse proxy", 1),
    OPERATOR_AGENT("docs/tiledesk-server.md", "4. Agents", 1),
    OPERATOR_AGENT_SIGNS_IN("docs/tiledesk-server.md", "4. Agents", 2),
    OPERATOR_CUSTOMERS("docs/tiledesk-server.md", "5. Customers of a project", 1),
    OPERATOR_VISITOR("docs/tiledesk-server.md", "6. Visitors", 1),
    OPERATOR_CHAT("docs/tiledesk-server.md", "7. Try it", 1),
    OPERATOR_TAMPERED("docs/tiledesk-server.md", "7. Try it", 2);

    /** What the languages of shell blocks are called on our pages. */
    public static final String LANGUAGE = "sh";

    private static final String NO_MONGO =
            "It takes MongoDB's tools, and the database of an existing Tiledesk";

    private final Path page;
    private final String heading;
    private final int number;
    private final String obstacle;

    ShellBlock(String page, String heading, int number) {
        this(page, heading, number, null);
    }

    ShellBlock(String page, String heading, int number, String obstacle) {
        this.page = Path.of(page);
        this.heading = heading;
        this.number = number;
        this.obstacle = obstacle;
    }

    /** Why no test can run it, or empty. */
    public Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    /** Where it stands: page, heading, and which of the shell blocks below that it is. */
    public String place() {
        return place(page, heading, number);
    }

    private static String place(Path page, String heading, int number) {
        return page + "#" + heading + " " + number;
    }

    /** The commands. */
    public String code() {
        return block().code();
    }

    /** What they write, if the page shows that. */
    public Optional<String> output() {
        return block().output();
    }

    private Block block() {
        return below(page, heading).skip(number - 1L).findFirst().orElseThrow();
    }

    private static Stream<Block> below(Path page, String heading) {
        return DocumentedCommands.of(page, LANGUAGE).stream()
                .filter(block -> block.heading().equals(heading));
    }

    /** The places of all shell blocks that a page has. */
    public static Stream<String> places(Path page) {
        return DocumentedCommands.of(page, LANGUAGE).stream()
                .map(Block::heading)
                .distinct()
                .flatMap(heading -> places(page, heading));
    }

    private static Stream<String> places(Path page, String heading) {
        int count = (int) below(page, heading).count();
        return IntStream.rangeClosed(1, count).mapToObj(number -> place(page, heading, number));
    }
}
