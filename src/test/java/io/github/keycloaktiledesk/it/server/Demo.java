// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import io.github.keycloaktiledesk.testcontainers.DemoRealm;
import java.nio.file.Path;
import java.util.Map;

/** What the demo realm of {@code realm-export.json} holds, and what READMEs show of it. */
public final class Demo {

    /** The realm's name. */
    public static final String REALM = DemoRealm.NAME;

    /** The file, in the project's folder. */
    public static final Path EXPORT = Path.of("realm-export.json");

    /** The client of Tiledesk's calls. */
    public static final String CLIENT = "tiledesk";

    /** The agent's e-mail. */
    public static final String AGENT = DemoRealm.AGENT;

    /** The agent's password. */
    public static final String PASSWORD = DemoRealm.PASSWORD;

    /** The client by which Tiledesk's backend introspects tokens. */
    public static final String BACKEND = "tiledesk-backend";

    /** That client's secret. */
    public static final String BACKEND_SECRET = "demo-backend-secret";

    /** The alias of the project's identity provider. */
    public static final String PROVIDER = "acme";

    /** The Tiledesk project. */
    public static final String PROJECT = DemoRealm.PROJECT;

    /** The secret that the project shares with its site, which signs custom tokens. */
    public static final String SECRET = DemoRealm.SECRET;

    private Demo() {}

    /** The body of a visitor's call that says all that a visitor may. */
    public static Map<String, Object> visitor() {
        return Map.of(
                "id_project", PROJECT,
                "firstname", "Ada",
                "lastname", "Guest",
                "email", "ada@example.test",
                "attributes", Map.of("plan", "pro"));
    }

    /** The custom token of a customer, valid for an hour, to be changed and signed. */
    public static CustomToken customer() {
        return new CustomToken().claims(DemoRealm.customer("42"));
    }
}
