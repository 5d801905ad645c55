// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.profile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose a class is that is found running. What nobody of these owns works for its caller. */
enum Owner {
    OURS("this extension", "io.github.keycloaktiledesk."),
    DATABASE(
            "Hibernate, JDBC, transactions",
            "org.hibernate.",
            "org.postgresql.",
            "io.agroal.",
            "com.arjuna.",
            "io.quarkus.hibernate.",
            "io.quarkus.agroal.",
            "io.quarkus.narayana.",
            "org.jboss.tm.",
            "java.sql.",
            "jakarta.persistence."),
    JSON("JSON", "com.fasterxml.jackson."),
    CRYPTOGRAPHY(
            "cryptography",
            "sun.security.",
            "com.sun.crypto.",
            "java.security.",
            "javax.crypto.",
            "org.bouncycastle.",
            "java.math.",
            "org.keycloak.credential.hash.",
            "org.keycloak.crypto."),
    HTTP(
            "RESTEasy, Vert.x, Quarkus",
            "org.jboss.resteasy.",
            "io.vertx.",
            "io.netty.",
            "io.quarkus.",
            "sun.nio.",
            "org.jboss.threads."),
    LOG("logging", "org.jboss.logging.", "org.jboss.logmanager.", "java.util.logging."),
    CACHES("Infinispan, Caffeine", "org.infinispan.", "com.github.benmanes."),
    KEYCLOAK("Keycloak", "org.keycloak.");

    private final String label;
    private final List<String> packages;

    Owner(String label, String... packages) {
        this.label = label;
        this.packages = List.of(packages);
    }

    String label() {
        return label;
    }

    static Optional<Owner> of(String className) {
        return Stream.of(values())
                .filter(owner -> owner.packages.stream().anyMatch(className::startsWith))
                .findFirst();
    }
}
