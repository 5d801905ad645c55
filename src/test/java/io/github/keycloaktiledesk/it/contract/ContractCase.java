// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A recorded call. Texts such as {@code <uuid:1>} stand for what changes: see {@link Placeholders}.
 *
 * @param id its name
 * @param title what it shows
 * @param after cases whose requests are to be sent before, or null
 * @param disabled the user to be disabled right before the call, or null
 * @param request what was sent
 * @param response what came back; null where we do not follow it anyway
 */
public record ContractCase(
        String id,
        String title,
        List<String> after,
        String disabled,
        Request request,
        Response response) {

    /**
     * A request.
     *
     * @param method the HTTP method
     * @param path the path below the base URL, with its query
     * @param headers the HTTP headers
     * @param body a JSON body, or null
     * @param bytes the length to which the JSON body is filled up, or 0
     * @param rawBody a body that is sent as it stands, or null
     * @param token the token that {@code <jwt>} stands for, or null
     */
    record Request(
            String method,
            String path,
            Map<String, String> headers,
            JsonNode body,
            int bytes,
            String rawBody,
            Token token) {}

    /**
     * A token: either the answer to an earlier sign-in, or made of its parts.
     *
     * @param of the sign-in that answers it, or null
     * @param header the JOSE header
     * @param payload the claims
     * @param signedWith whose key signs it
     * @param age seconds since it was issued
     */
    record Token(SignIn of, JsonNode header, JsonNode payload, String signedWith, long age) {}

    /**
     * A sign-in with a JSON body.
     *
     * @param path the path below the base URL
     * @param body the JSON body
     * @param user the placeholder for the {@code _id} of who signs in, or null
     */
    record SignIn(String path, JsonNode body, String user) {}

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param headers the HTTP headers that matter
     * @param body the JSON body, or null
     * @param text a body that is no JSON, or null
     */
    record Response(int status, Map<String, String> headers, JsonNode body, String text) {}
}
