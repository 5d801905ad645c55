// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.sessions;

import io.github.keycloaktiledesk.step.StepAuthenticator;
import io.github.keycloaktiledesk.step.StepFactory;
import io.github.keycloaktiledesk.token.TokenPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticatorFactory;

/**
 * A step for the benchmark's server only: put after the guest's step, it has the same guest get a
 * persistent session. Nothing that is shipped can do that.
 */
public final class PersistentSessionStep extends StepFactory {

    static final String PROVIDER_ID = "bench-persistent-session";

    /** For {@link java.util.ServiceLoader}. */
    public PersistentSessionStep() {
        super(new Step());
    }

    /** Plans a session, as for agents. */
    static final class Step implements StepAuthenticator {

        @Override
        public void authenticate(AuthenticationFlowContext context) {
            new TokenPlan.OfSession(null).announce(context.getSession());
            context.success();
        }
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Benchmark: persistent session";
    }

    @Override
    public String getHelpText() {
        return "Gives whoever has been found a persistent session.";
    }

    /** This step as a provider's jar. */
    static Path jar() throws IOException {
        Path file = Files.createTempFile("bench-step", ".jar");
        file.toFile().deleteOnExit();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (Class<?> part : new Class<?>[] {PersistentSessionStep.class, Step.class}) {
                String name = part.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream code = part.getClassLoader().getResourceAsStream(name)) {
                    code.transferTo(jar);
                }
            }
            jar.putNextEntry(
                    new JarEntry("META-INF/services/" + AuthenticatorFactory.class.getName()));
            jar.write(PersistentSessionStep.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
