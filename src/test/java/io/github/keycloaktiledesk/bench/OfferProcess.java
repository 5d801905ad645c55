// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Has {@link Offer} run in a process of its own, which does not outlive this JVM. */
final class OfferProcess {

    /** Room for calls that wait, whose number is what is measured. */
    private static final int OPEN_CONNECTIONS = 2000;

    private final URI base;
    private final List<Offered> calls;

    OfferProcess(URI base, List<Offered> calls) {
        this.base = base;
        this.calls = calls;
    }

    /**
     * Offers them at their own rates, and is told what came of each minute as soon as it is over.
     */
    Offering open(Duration length, Consumer<String> eachLine) {
        return run("open", length, OPEN_CONNECTIONS, eachLine);
    }

    /** Offers them in their proportion, as many a second as are served. */
    Offering closed(Duration length, int connections) {
        return run("closed", length, connections, line -> {});
    }

    private Offering run(String loop, Duration length, int connections, Consumer<String> eachLine) {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classes(),
                        Offer.class.getName(),
                        base.toString(),
                        loop,
                        String.valueOf(length.toSeconds()),
                        String.valueOf(connections));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        List<String> lines = new ArrayList<>();
        try {
            Process process = builder.start();
            Thread atExit = new Thread(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(atExit);
            try (PrintStream input =
                    new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
                calls.forEach(call -> input.println(call.line()));
            }
            try (BufferedReader output =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    lines.add(line);
                    eachLine.accept(line);
                }
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException("No load: " + lines);
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Offering.parse(lines);
    }

    /** It needs no library, so the folder of its class is all. */
    private static String classes() {
        try {
            return Path.of(Offer.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
