// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keycloak.representations.idm.RealmRepresentation;

/** An SMTP server (RFC 5321) in this JVM, which keeps what it is given. */
public final class MailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> mails = new CopyOnWriteArrayList<>();

    private MailServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** Starts one. */
    public static MailServer start() {
        try {
            MailServer server = new MailServer(new ServerSocket(0));
            Thread thread = new Thread(server::serve, "mail server");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the realm send its mails here. */
    public void serve(RealmRepresentation realm, KeycloakServer keycloak) {
        realm.setSmtpServer(
                Map.of(
                        "host", keycloak.hostAddress(),
                        "port", String.valueOf(socket.getLocalPort()),
                        "from", "keycloak@example.com"));
    }

    /** All mails so far, recipients and texts as they were sent. */
    public List<String> mails() {
        return mails;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(client);
            } catch (IOException e) {
                // The client, or the test, has gone.
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8);
        StringBuilder mail = new StringBuilder();
        out.print("220 ready\r\n");
        out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("RCPT")) {
                mail.append(line).append('\n');
            }
            if (command.equals("DATA")) {
                out.print("354 go on\r\n");
                out.flush();
                for (line = in.readLine(); !line.equals("."); line = in.readLine()) {
                    mail.append(line).append('\n');
                }
                mails.add(mail.toString());
                mail.setLength(0);
            }
            out.print(command.equals("QUIT") ? "221 bye\r\n" : "250 ok\r\n");
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
