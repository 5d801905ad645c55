// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.util.Set;

/** The secrets of the demo realm, which are in its export and so known to everybody. */
public final class DemoSecrets {

    private static final Set<String> ALL =
            Set.of("c0ffee00-1234-4abc-8def-5ec688ed1340", "demo-backend-secret");

    private DemoSecrets() {}

    /**
     * Tells whether a secret is none.
     *
     * @param secret a secret, or null
     * @return whether it is one of the demo realm
     */
    public static boolean isOne(String secret) {
        return secret != null && ALL.contains(secret.trim());
    }
}
