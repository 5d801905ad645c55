// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.nio.file.Path;
import java.time.Instant;

/** What the demo realm of {@code realm-export.json} holds, and what READMEs show of it. */
public final class Demo {

    /** The realm's name. */
    public static final String REALM = "demo";

    /** The file, in the project's folder. */
    public static final Path EXPORT = Path.of("realm-export.json");

    /** The client of Tiledesk's calls. */
    public static final String CLIENT = "tiledesk";

    /** The agent's e-mail. */
    public static final String AGENT = "andrea.leo@example.com";

    /** The agent's password. */
    public static final String PASSWORD = "password";

    /** The client by which Tiledesk's backend introspects tokens. */
    public static final String BACKEND = "tiledesk-backend";

    /** That client's secret. */
    public static final String BACKEND_SECRET = "demo-backend-secret";

    /** The alias of the project's identity provider. */
    public static final String PROVIDER = "acme";

    /** The Tiledesk project. */
    public static final String PROJECT = "5ec688ed13400f0012c2edd1";

    /** The secret that the project shares with its site, which signs custom tokens. */
    public static final String SECRET = "c0ffee00-1234-4abc-8def-5ec688ed1340";

    private Demo() {}

    /** The custom token of a customer, valid for an hour, to be changed and signed. */
    public static CustomToken customer() {
        long now = Instant.now().getEpochSecond();
        return new CustomToken()
                .claim("_id", PROJECT + "_42")
                .claim("firstname", "Eva")
                .claim("lastname", "Demo")
                .claim("sub", "userexternal")
                .claim("aud", "https://tiledesk.com/projects/" + PROJECT)
                .claim("iat", now)
                .claim("exp", now + 3600);
    }
}
