// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.nio.file.Path;

/** What Maven made or unpacked for the tests, and tells them by system properties. */
final class BuildOutput {

    private BuildOutput() {}

    static String keycloakVersion() {
        return property("keycloak.version");
    }

    /** Our jar. */
    static Path providerJar() {
        return existing("provider.jar");
    }

    /** The artifact for tests of projects that use ours. */
    static Path testsJar() {
        return existing("tests.jar");
    }

    /** Our version, which jars are named after. */
    static String version() {
        return property("project.version");
    }

    /** Where this build's Maven keeps what it has downloaded. */
    static Path localRepository() {
        return existing("local.repository");
    }

    /** Keycloak's distribution, which nobody runs or changes in place. */
    static Path distribution() {
        return existing("dist.home");
    }

    /** Where servers may be put: deleted by `mvn clean`. */
    static Path servers() {
        return distribution().resolveSibling("../servers").normalize();
    }

    private static Path existing(String name) {
        Path path = Path.of(property(name));
        if (path.toFile().exists()) {
            return path;
        }
        throw new IllegalStateException(
                "There is no " + path + ": run `mvn pre-integration-test` first");
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "The system property " + name + " is not set: see pom.xml, failsafe");
        }
        return value;
    }
}
