// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes load on a server, as a process of its own: what it costs is nobody else's. {@link
 * LoadProcess} tells it what to send. It needs nothing but the JDK.
 */
public final class LoadProgram {

    private final List<LoadConnection> connections;
    private final ExecutorService threads;

    private LoadProgram(List<LoadConnection> connections) {
        this.connections = connections;
        this.threads = Executors.newFixedThreadPool(connections.size());
    }

    /**
     * Runs it until its standard input ends.
     *
     * @param arguments the server's port on this machine, and how many connections to keep open
     */
    public static void main(String[] arguments) throws Exception {
        List<LoadConnection> connections = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            connections.add(LoadConnection.to(Integer.parseInt(arguments[0])));
        }
        LoadProgram program = new LoadProgram(connections);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out))) {
            for (int size = in.readInt(); size > 0; size = in.readInt()) {
                program.run(read(in, size), out);
                out.flush();
            }
        } finally {
            program.threads.shutdown();
            for (LoadConnection connection : connections) {
                connection.close();
            }
        }
    }

    private static List<byte[]> read(DataInputStream in, int size) throws IOException {
        List<byte[]> requests = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            requests.add(in.readNBytes(in.readInt()));
        }
        return requests;
    }

    /** A closed loop: each connection sends the next request when its last one is answered. */
    private void run(List<byte[]> requests, DataOutputStream out)
            throws IOException, InterruptedException {
        long[] nanos = new long[requests.size()];
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> ends = new ArrayList<>();
        long start = System.nanoTime();
        for (LoadConnection connection : connections) {
            ends.add(
                    threads.submit(
                            () -> {
                                for (int i = next.getAndIncrement();
                                        i < nanos.length;
                                        i = next.getAndIncrement()) {
                                    long began = System.nanoTime();
                                    connection.call(requests.get(i));
                                    nanos[i] = System.nanoTime() - began;
                                }
                                return null;
                            }));
        }
        String failure = "";
        for (Future<?> end : ends) {
            try {
                end.get();
            } catch (ExecutionException e) {
                failure = String.valueOf(e.getCause());
            }
        }
        out.writeUTF(failure);
        out.writeLong(System.nanoTime() - start);
        for (long each : nanos) {
            out.writeLong(each);
        }
    }
}
