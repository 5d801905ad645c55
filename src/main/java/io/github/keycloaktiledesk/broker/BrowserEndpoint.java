// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/**
 * The provider's {@code /broker/<alias>/endpoint}: an error page, since no browser has business
 * there.
 */
public final class BrowserEndpoint {

    private final Supplier<Response> page;

    BrowserEndpoint(Supplier<Response> page) {
        this.page = page;
    }

    /**
     * Answers a browser.
     *
     * @return Keycloak's error page, 400
     */
    @GET
    public Response get() {
        return page.get();
    }

    /**
     * Answers a form.
     *
     * @return Keycloak's error page, 400
     */
    @POST
    public Response post() {
        return page.get();
    }
}
