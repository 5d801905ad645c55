// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/** Keycloak's command {@code kcadm.sh}, for commands as documentation shows them. */
public final class AdminCli {

    private AdminCli() {}

    /**
     * The variables with which a shell finds it, as the master realm's administrator.
     *
     * @param folder where it keeps what it remembers
     */
    public static Map<String, String> environment(Path folder) {
        return Map.of(
                "PATH",
                BuildOutput.distribution().resolve("bin").toAbsolutePath()
                        + File.pathSeparator
                        + System.getenv("PATH"),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "KC_OPTS",
                "-XX:TieredStopAtLevel=1 -Duser.home=" + folder.toAbsolutePath(),
                "KC_CLI_PASSWORD",
                Administrator.PASSWORD);
    }
}
