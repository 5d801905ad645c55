// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.testcontainers;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the demo realm holds. Everybody knows its passwords and secrets: it is for tests and for
 * trying out.
 */
public final class DemoRealm {

    /** The realm's name. */
    public static final String NAME = "demo";

    /** The e-mail of an agent. */
    public static final String AGENT = "andrea.leo@example.com";

    /** That agent's password. */
    public static final String PASSWORD = "password";

    /** The id of the Tiledesk project whose visitors and customers may sign in. */
    public static final String PROJECT = "5ec688ed13400f0012c2edd1";

    /** The secret that the project shares with its site, which signs custom JWTs. */
    public static final String SECRET = "c0ffee00-1234-4abc-8def-5ec688ed1340";

    /** The realm's file, on the class path. */
    static final String EXPORT = "io/github/keycloaktiledesk/testcontainers/realm-export.json";

    private static final int VALID_SECONDS = 3600;

    private DemoRealm() {}

    /**
     * The claims of a custom JWT for a customer of the project, Eva Demo, valid for an hour from
     * now on.
     *
     * @param id the customer's id at the site
     * @return the claims, to be changed and {@link CustomJwt#sign signed} with {@link #SECRET}
     */
    public static Map<String, Object> customer(String id) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("_id", PROJECT + "_" + id);
        claims.put("firstname", "Eva");
        claims.put("lastname", "Demo");
        claims.put("sub", "userexternal");
        claims.put("aud", "https://tiledesk.com/projects/" + PROJECT);
        claims.put("iat", now);
        claims.put("exp", now + VALID_SECONDS);
        return claims;
    }
}
