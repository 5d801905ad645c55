// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import io.github.keycloaktiledesk.outgoing.AnswerBody;
import io.github.keycloaktiledesk.outgoing.Exchange;
import io.github.keycloaktiledesk.outgoing.OutgoingException;
import io.github.keycloaktiledesk.outgoing.OutgoingRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpRequestBase;
import org.keycloak.models.KeycloakSession;

/** One request for a JWKS. */
final class JwksRequest {

    /** From looking up the name to the last byte. */
    static final int SECONDS = 5;

    private final KeycloakSession session;
    private final JwksEndpoint endpoint;

    JwksRequest(KeycloakSession session, JwksEndpoint endpoint) {
        this.session = session;
        this.endpoint = endpoint;
    }

    /**
     * Sends it.
     *
     * @return the body
     */
    byte[] send() throws OutgoingException {
        return new OutgoingRequest<>(session, new Fetch(endpoint), Duration.ofSeconds(SECONDS))
                .send();
    }

    private record Fetch(JwksEndpoint endpoint) implements Exchange<byte[]> {

        @Override
        public String name() {
            return "jwks";
        }

        @Override
        public String address() {
            return "the JWKS address";
        }

        @Override
        public String wanted() {
            return "JWKS";
        }

        @Override
        public List<HttpHost> hosts() throws OutgoingException {
            return endpoint.hosts();
        }

        @Override
        public HttpRequestBase request() throws OutgoingException {
            return new HttpGet(endpoint.uri());
        }

        @Override
        public byte[] read(HttpResponse response) throws IOException {
            if (response.getEntity() == null) {
                throw new OutgoingException("the JWKS address answers nothing");
            }
            return AnswerBody.read(response.getEntity(), "the JWKS");
        }
    }
}
