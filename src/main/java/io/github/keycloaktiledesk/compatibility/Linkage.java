// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.common.Profile;
import org.keycloak.common.Version;
import org.keycloak.migration.ModelVersion;

/**
 * Links all our classes at once. Java links a class when it is used, and each reference of it when
 * it is reached: with another Keycloak that may be in the middle of a sign-in.
 *
 * <p>What it does not see: whether a method still does what it did.
 */
final class Linkage {

    private static final String SUFFIX = ".class";

    /** A jar that somebody has made of several holds others beside. */
    private static final String OURS = "io/github/keycloaktiledesk";

    private Linkage() {}

    /**
     * What our classes need and this Keycloak does not have.
     *
     * @return classes, fields and methods; sorted, each once
     */
    static List<String> missing() {
        try {
            Path ours =
                    Path.of(
                            Linkage.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            if (Files.isDirectory(ours)) {
                return missing(ours);
            }
            try (FileSystem jar = FileSystems.newFileSystem(ours)) {
                return missing(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> missing(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(OURS))) {
            return files.map(root::relativize)
                    .filter(file -> file.toString().endsWith(SUFFIX))
                    .flatMap(file -> missing(root, file))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> missing(Path root, Path file) {
        String path = file.toString();
        String name = path.substring(0, path.length() - SUFFIX.length()).replace('/', '.');
        if (name.endsWith("package-info")) {
            return Stream.empty();
        }
        try {
            Class<?> type = Class.forName(name, false, Linkage.class.getClassLoader());
            if (isNeverReached(type)) {
                return Stream.empty();
            }
            Lookup caller = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return Stream.concat(
                    unimplemented(type),
                    Reference.of(Files.readAllBytes(root.resolve(file)))
                            .filter(reference -> !isNeverReached(reference))
                            .filter(reference -> !reference.isThereFor(caller))
                            .map(Reference::toString));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Stream.of(name + " (" + e + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNeverReached(Class<?> type) {
        NeedsKeycloak needs = type.getAnnotation(NeedsKeycloak.class);
        return needs != null
                && new ModelVersion(Version.VERSION).lessThan(new ModelVersion(needs.value()));
    }

    /** In FIPS mode Keycloak has another Bouncy Castle, and our provider of bcrypt is left out. */
    static boolean isNeverReached(Reference reference) {
        return reference.owner().startsWith("org/bouncycastle/")
                && Profile.isFeatureEnabled(Profile.Feature.FIPS);
    }

    /** What an interface of Keycloak asks for, and one of our classes that implement it lacks. */
    private static Stream<String> unimplemented(Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers())) {
            return Stream.empty();
        }
        return Stream.of(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Method::toString)
                .map(method -> method + " in " + type.getName());
    }
}
