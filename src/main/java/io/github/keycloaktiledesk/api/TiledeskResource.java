// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import io.github.keycloaktiledesk.api.SigninLimit.Place;
import io.github.keycloaktiledesk.api.observation.CallObservation;
import io.github.keycloaktiledesk.api.observation.CallObserver;
import io.github.keycloaktiledesk.call.CallTransaction;
import io.github.keycloaktiledesk.call.CallTransaction.UnavailableException;
import io.github.keycloaktiledesk.call.TiledeskCall;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.KeycloakSession;

/**
 * All paths below {@code /realms/<realm>/tiledesk}. One handler serves them, so that every answer
 * has the same manners.
 */
public final class TiledeskResource {

    private static final Logger LOG = Logger.getLogger(TiledeskResource.class);
    private static final String ANY = "{path: .*}";

    private final KeycloakSession session;
    private final int failedSigninStatus;
    private final SigninLimit signins;

    TiledeskResource(KeycloakSession session, int failedSigninStatus, SigninLimit signins) {
        this.session = session;
        this.failedSigninStatus = failedSigninStatus;
        this.signins = signins;
    }

    /**
     * A sign-in call.
     *
     * @param path path below {@code tiledesk}, for example {@code v3/auth/signin}
     * @param body JSON or a form, or empty
     * @return 200, or an error in Tiledesk's shape
     */
    @POST
    @Path(ANY)
    @Consumes(MediaType.WILDCARD)
    public Response post(@PathParam("path") String path, InputStream body) {
        Optional<TiledeskCall> call = CallPath.call(path);
        return call.isPresent()
                ? CallObservation.of(
                        session, call.get(), observer -> answer("POST", call, body, observer))
                : answer("POST", path, body);
    }

    /**
     * A preflight.
     *
     * @param path path below {@code tiledesk}
     * @return 204, or 404
     */
    @OPTIONS
    @Path(ANY)
    public Response options(@PathParam("path") String path) {
        return answer("OPTIONS", path, InputStream.nullInputStream());
    }

    /**
     * No call.
     *
     * @param path path below {@code tiledesk}
     * @return 405, or 404
     */
    @GET
    @Path(ANY)
    public Response get(@PathParam("path") String path) {
        return answer("GET", path, InputStream.nullInputStream());
    }

    /**
     * No call.
     *
     * @param path path below {@code tiledesk}
     * @return 405, or 404
     */
    @HEAD
    @Path(ANY)
    public Response head(@PathParam("path") String path) {
        return answer("HEAD", path, InputStream.nullInputStream());
    }

    /**
     * No call.
     *
     * @param path path below {@code tiledesk}
     * @return 405, or 404
     */
    @PUT
    @Path(ANY)
    @Consumes(MediaType.WILDCARD)
    public Response put(@PathParam("path") String path) {
        return answer("PUT", path, InputStream.nullInputStream());
    }

    /**
     * No call.
     *
     * @param path path below {@code tiledesk}
     * @return 405, or 404
     */
    @PATCH
    @Path(ANY)
    @Consumes(MediaType.WILDCARD)
    public Response patch(@PathParam("path") String path) {
        return answer("PATCH", path, InputStream.nullInputStream());
    }

    /**
     * No call.
     *
     * @param path path below {@code tiledesk}
     * @return 405, or 404
     */
    @DELETE
    @Path(ANY)
    @Consumes(MediaType.WILDCARD)
    public Response delete(@PathParam("path") String path) {
        return answer("DELETE", path, InputStream.nullInputStream());
    }

    private Response answer(String method, String path, InputStream body) {
        return answer(method, CallPath.call(path), body, CallObserver.NONE);
    }

    private Response answer(
            String method, Optional<TiledeskCall> call, InputStream body, CallObserver observer) {
        CrossOrigin origins =
                new CrossOrigin(session.getContext().getHttpRequest().getHttpHeaders());
        Answer answer;
        try {
            CallBody read = CallBody.read(session.getContext().getHttpRequest(), body);
            answer = answer(method, call, read, origins, observer);
        } catch (UnavailableException e) {
            if (e.getCause() != null) {
                LOG.warnf("Not answered now: %s", e.getCause());
            }
            answer = Answer.unavailable();
        } catch (RuntimeException | Error e) {
            // The caller gets a number by which an admin finds the line; never a stack trace, never
            // a bare 500. Errors too: what this Keycloak lacks was said when the server started.
            String id = UUID.randomUUID().toString();
            LOG.errorf(e, "Unexpected error %s", id);
            answer = Answer.error(500, "Internal error " + id);
        }
        return withSecurityHeaders(answer.toResponse(origins));
    }

    private Answer answer(
            String method,
            Optional<TiledeskCall> call,
            CallBody body,
            CrossOrigin origins,
            CallObserver observer) {
        // Held until all is done: the commit waits for the database, and what comes after it for
        // others.
        try (Place place = place(method, call)) {
            return CallTransaction.run(
                    session,
                    own ->
                            new CallHandler(own, origins, failedSigninStatus, observer)
                                    .answer(method, call, body, place.isFree()));
        }
    }

    private Place place(String method, Optional<TiledeskCall> call) {
        boolean signin =
                "POST".equals(method) && call.filter(TiledeskCall.SIGNIN::equals).isPresent();
        return signin
                ? signins.enter(
                        session.getContext().getRealm().getId(),
                        session.getContext().getConnection().getRemoteHost())
                : Place.UNBOUNDED;
    }

    /**
     * Keycloak's own hang on the request's type; where it cannot be read, the answer would be lost.
     */
    private Response withSecurityHeaders(Response response) {
        try {
            session.getContext().getHttpRequest().getHttpHeaders().getMediaType();
            return response;
        } catch (RuntimeException e) {
            session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
            return Response.fromResponse(response)
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .build();
        }
    }
}
