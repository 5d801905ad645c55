// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/** {@link LoadProgram} as a process. */
public final class LoadProcess implements AutoCloseable {

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;

    private LoadProcess(Process process) {
        this.process = process;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** Starts it, with so many connections to a server of this machine. */
    public static LoadProcess start(URI server, int connections) {
        return new LoadProcess(
                SecondProcess.start(
                        LoadProgram.class,
                        String.valueOf(server.getPort()),
                        String.valueOf(connections)));
    }

    /**
     * Sends these requests.
     *
     * @throws IllegalStateException if one was not answered with a success
     */
    public Load run(List<byte[]> requests) {
        try {
            out.writeInt(requests.size());
            for (byte[] request : requests) {
                out.writeInt(request.length);
                out.write(request);
            }
            out.flush();
            String failure = in.readUTF();
            if (!failure.isEmpty()) {
                throw new IllegalStateException(failure);
            }
            double seconds = in.readLong() / 1e9;
            double[] millis = new double[requests.size()];
            for (int i = 0; i < millis.length; i++) {
                millis[i] = in.readLong() / 1e6;
            }
            return new Load(seconds, millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What came of it.
     *
     * @param seconds until all were answered
     * @param millis that each waited
     */
    public record Load(double seconds, double[] millis) {}

    @Override
    public void close() {
        try {
            out.writeInt(0);
            out.close();
            process.waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
