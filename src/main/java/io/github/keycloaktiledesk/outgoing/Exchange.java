// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.outgoing;

import java.io.IOException;
import java.util.List;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestBase;

/**
 * What is asked of whom. All of it happens while the time limit runs.
 *
 * @param <T> what the answer is read as
 */
public interface Exchange<T> {

    /**
     * What traces call it.
     *
     * @return one of few names, for example {@code jwks}
     */
    String name();

    /**
     * What messages call the other side.
     *
     * @return for example {@code the JWKS address}
     */
    String address();

    /**
     * What messages call what is asked for.
     *
     * @return for example {@code JWKS}
     */
    String wanted();

    /**
     * The hosts to try, one after the other.
     *
     * @return at least one
     * @throws OutgoingException if there is none
     */
    List<HttpHost> hosts() throws OutgoingException;

    /**
     * The request to one of them.
     *
     * @return a new one at each call
     * @throws OutgoingException if it cannot be made
     */
    HttpRequestBase request() throws OutgoingException;

    /**
     * Reads an answer 200.
     *
     * @param response the answer, whose body has no end perhaps
     * @return what it says
     * @throws IOException if it cannot be used
     */
    T read(HttpResponse response) throws IOException;
}
