// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.function.Supplier;
import org.keycloak.connections.jpa.JpaConnectionProvider;

/** {@code setup}, below {@code /admin/realms/<realm>/tiledesk}. */
public final class SetupResource {

    private static final String PATH = "setup";

    private final SetupCall call;

    SetupResource(SetupCall call) {
        this.call = call;
    }

    /**
     * Makes what is missing of the client, flows, group, required action and user profile, and the
     * identity provider of each project that is named; leaves alone what is there.
     *
     * @param body optional: see {@link SetupRequest}
     * @return 200 with what was {@code created}, {@code kept} and is {@code missing}, each {@code
     *     warning}, and the {@code secrets} that were generated; 400, 403, 409, 413 or 415, and
     *     then nothing was made
     */
    @POST
    @Path(PATH)
    @Consumes(MediaType.WILDCARD)
    public Response make(InputStream body) {
        return answer(
                () -> {
                    SetupRequest request = SetupBody.read(headers(), body);
                    Permissions.of(call).requireToMake(!request.projects().isEmpty());
                    return new Setup(call, request).make();
                });
    }

    /**
     * Says what is in place, switched off, missing or risky.
     *
     * @return 200 with the {@code findings}, or 403
     */
    @GET
    @Path(PATH)
    public Response report() {
        return answer(
                () -> {
                    Permissions.of(call).requireToView();
                    return Answers.findings(call.health());
                });
    }

    /**
     * Takes away what a setup has made, unless it has been changed since or is in use.
     *
     * @return 200 with what was {@code removed} and what was {@code kept} and why, or 403
     */
    @DELETE
    @Path(PATH)
    public Response remove() {
        return answer(
                () -> {
                    Permissions.of(call).requireToRemove();
                    return new Setup(call, SetupRequest.EMPTY).remove();
                });
    }

    private HttpHeaders headers() {
        return call.session().getContext().getHttpRequest().getHttpHeaders();
    }

    private Response answer(Supplier<ObjectNode> work) {
        try {
            ObjectNode body = work.get();
            // Now, so that two setups at once are told apart here and not behind our back.
            call.session().getProvider(JpaConnectionProvider.class).getEntityManager().flush();
            return Answers.of(Response.Status.OK.getStatusCode(), body);
        } catch (RuntimeException e) {
            call.session().getTransactionManager().setRollbackOnly();
            return Failure.of(e).toResponse();
        }
    }
}
