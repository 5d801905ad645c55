// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way to a server on this machine, which takes as long as a test wants, or swallows all that is
 * sent without telling anybody.
 */
final class SlowWire implements AutoCloseable {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private volatile Duration latency = Duration.ZERO;
    private boolean cut;

    private SlowWire(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** A way to a port, without delay as yet. */
    static SlowWire to(int port) {
        try {
            SlowWire wire = new SlowWire(new ServerSocket(0, 200, HERE), port);
            run(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port at this end. */
    int port() {
        return entrance.getLocalPort();
    }

    /** How long from now on all that is sent takes, in each direction. */
    void latency(Duration duration) {
        latency = duration;
    }

    /** Holds all that is sent back until {@link #mend}. */
    synchronized void cut() {
        cut = true;
    }

    /** Lets through what it has held back, and what comes. */
    synchronized void mend() {
        cut = false;
        notifyAll();
    }

    private synchronized void awaitMended() throws InterruptedException {
        while (cut) {
            wait();
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket caller = entrance.accept();
                open.add(caller);
                run(() -> connect(caller));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void connect(Socket caller) {
        try {
            Socket server = new Socket(HERE, target);
            open.add(server);
            server.setTcpNoDelay(true);
            caller.setTcpNoDelay(true);
            run(() -> pass(server, caller));
            pass(caller, server);
        } catch (IOException e) {
            close(caller);
        }
    }

    /** Whatever ends the one end ends the other. */
    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Thread.sleep(latency.toMillis());
                awaitMended();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One of both has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use.
        }
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(this::close);
        mend();
    }
}
