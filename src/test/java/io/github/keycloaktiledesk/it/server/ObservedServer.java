// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A server that is observed as in production: its traces go to a collector, its log is JSON, and
 * its metrics have histograms. Always a process on this machine, shared by the tests that need it.
 */
public final class ObservedServer {

    private static final Shared<ObservedServer> SERVER =
            new Shared<>("Keycloak that is observed", ObservedServer::new);

    private final TraceReceiver traces = TraceReceiver.start();
    private final int management = Ports.free();
    private final KeycloakServer keycloak;

    private ObservedServer() {
        Map<String, String> options = new HashMap<>();
        options.put("tracing-enabled", "true");
        options.put("tracing-endpoint", traces.base("127.0.0.1"));
        options.put("tracing-protocol", "http/protobuf");
        options.put("tracing-sampler-type", "always_on");
        // As tests look for texts in it.
        options.put("tracing-compression", "none");
        options.put("log-console-output", "json");
        options.put("log-mdc-enabled", "true");
        options.put("metrics-enabled", "true");
        options.put("http-metrics-histograms-enabled", "true");
        options.put("event-metrics-user-enabled", "true");
        options.put("http-management-host", "127.0.0.1");
        options.put("http-management-port", String.valueOf(management));
        keycloak = KeycloakDistribution.start(ServerOptions.with(options));
    }

    /** Started by the first caller, stopped when the JVM exits. */
    public static ObservedServer get() {
        return SERVER.get();
    }

    /** The server. */
    public KeycloakServer keycloak() {
        return keycloak;
    }

    /** Its traces. */
    public TraceReceiver traces() {
        return traces;
    }

    /** Its management interface, for a Prometheus on this machine. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + management);
    }
}
