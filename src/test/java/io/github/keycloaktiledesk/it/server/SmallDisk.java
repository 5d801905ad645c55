// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own, small enough to be filled. */
public final class SmallDisk implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int BLOCK = 4096;

    private final Path directory;
    private final Path filling;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.filling = directory.resolve("filling");
    }

    /** Mounts one; where that is not allowed or not known, has the tests skipped and says so. */
    public static SmallDisk mount(int megabytes) {
        Path directory = BuildOutput.servers().resolve("disk-" + UUID.randomUUID());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", "" + directory);
        } catch (IllegalStateException | UncheckedIOException e) {
            String reason = "Tests are skipped, for no file system can be mounted: " + e;
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return new SmallDisk(directory);
    }

    /** A folder of it. */
    public Path folder(String name) {
        return directory.resolve(name);
    }

    /** Takes all that is free. */
    public void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filling)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // That the disk is full is what was wanted.
            if (directory.toFile().getUsableSpace() >= BLOCK) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Gives back what {@link #fill} has taken. */
    public void free() {
        try {
            Files.deleteIfExists(filling);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run("umount", "-l", directory.toString());
    }

    private static void run(String... command) {
        new Program(List.of(command), BuildOutput.servers(), Map.of()).run(LIMIT);
    }
}
