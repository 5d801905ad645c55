// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import io.github.keycloaktiledesk.fuzz.SentHeaders;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.keycloak.common.util.UriUtils;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;

/**
 * A request, of which nothing but headers and a form are read.
 *
 * @param headers its headers, one value each
 * @param form the form that Keycloak reads, not decoded yet
 */
record SentRequest(Map<String, String> headers, String form) implements HttpRequest {

    @Override
    public HttpHeaders getHttpHeaders() {
        return SentHeaders.of(headers);
    }

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        MultivaluedMap<String, String> decoded = new MultivaluedHashMap<>();
        UriUtils.decodeQueryString(form).forEach(decoded::put);
        return decoded;
    }

    @Override
    public String getHttpMethod() {
        return "POST";
    }

    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
        throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getClientCertificateChain() {
        throw new UnsupportedOperationException();
    }

    @Override
    public UriInfo getUri() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isProxyTrusted() {
        throw new UnsupportedOperationException();
    }
}
