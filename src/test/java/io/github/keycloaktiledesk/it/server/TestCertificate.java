// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate of HTTPS servers in this JVM, made anew for every run; all test servers trust it.
 */
final class TestCertificate {

    private static final String PASSWORD = "for-tests";

    private TestCertificate() {}

    /** The certificate in PEM. */
    static Path pem() {
        return Holder.PEM;
    }

    /** Its private key in PEM, for servers that are no Java. */
    static Path keyPem() {
        try {
            byte[] key = store().getKey("t", PASSWORD.toCharArray()).getEncoded();
            String text =
                    "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                            .formatted(Base64.getMimeEncoder().encodeToString(key));
            return Files.writeString(Holder.STORE.resolveSibling("key.pem"), text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a client that trusts one certificate and no other. */
    static SSLContext trusting(Path certificate) {
        try (InputStream file = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "trusted", CertificateFactory.getInstance("X.509").generateCertificate(file));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        try (InputStream file = Files.newInputStream(Holder.STORE)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD.toCharArray());
            return store;
        }
    }

    /** For servers in this JVM. */
    static SSLContext sslContext() {
        try {
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDK's own tool makes it; the JDK has no interface for that. */
    private static void keytool(List<String> arguments) {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(arguments);
        command.addAll(
                List.of(
                        "-keystore",
                        Holder.STORE.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "t"));
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Holder {

        private static final Path STORE = directory().resolve("store.p12");
        private static final Path PEM = STORE.resolveSibling("certificate.pem");

        static {
            keytool(
                    List.of(
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-storetype",
                            "PKCS12",
                            "-dname",
                            "CN=tests",
                            "-ext",
                            "san=dns:localhost,dns:host.docker.internal",
                            "-validity",
                            "30"));
            keytool(List.of("-exportcert", "-rfc", "-file", PEM.toString()));
        }

        private static Path directory() {
            try {
                return Files.createTempDirectory(
                        Files.createDirectories(BuildOutput.servers()), "certificate");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
