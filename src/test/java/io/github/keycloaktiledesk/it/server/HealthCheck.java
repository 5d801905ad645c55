// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a server whether it has its database, its realms and its administrator. */
final class HealthCheck {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;

    HealthCheck(URI url) {
        this.url = url;
    }

    boolean isReady() {
        return answersOk("/health/ready") && answersOk("/realms/master");
    }

    private boolean answersOk(String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url + path))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak was starting", e);
        }
    }
}
