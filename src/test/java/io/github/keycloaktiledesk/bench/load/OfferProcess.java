// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@link Offer} as a process. */
public final class OfferProcess {

    /** Room for calls that wait, whose number is what is measured. */
    private static final int CONNECTIONS = 2000;

    private final URI base;

    /** Offers calls below this URL. */
    public OfferProcess(URI base) {
        this.base = base;
    }

    /** Offers calls for so long, each at its own rate. */
    public Offering offer(List<Offered> calls, Duration length) {
        return offer(calls, length, line -> {});
    }

    /** The same, and tells what came of each minute as soon as it is over, line by line. */
    public Offering offer(List<Offered> calls, Duration length, Consumer<String> eachLine) {
        Process process =
                SecondProcess.start(
                        Offer.class,
                        base.toString(),
                        String.valueOf(length.toSeconds()),
                        String.valueOf(CONNECTIONS));
        try (PrintStream input =
                new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
            calls.forEach(call -> input.println(call.line()));
        }
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                eachLine.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("No load: " + lines);
        }
        return Offering.parse(lines);
    }
}
