// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.login;

import io.github.keycloaktiledesk.call.CallRequest;
import io.github.keycloaktiledesk.step.ForeignChallenge;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.events.Errors;

/** Runs a flow that was made for a browser without one: what needs a screen is refused. */
final class HeadlessFlow {

    private HeadlessFlow() {}

    /**
     * Runs a flow in the authentication session of the call.
     *
     * @param context the step in whose course the flow runs
     * @param flowId the flow
     * @param path Keycloak's name for this kind of flow
     * @throws RefusedException if a step refuses or wants to show something; nothing may be kept
     *     then
     */
    static void run(AuthenticationFlowContext context, String flowId, String path)
            throws RefusedException {
        Response challenge;
        try {
            challenge =
                    new AuthenticationProcessor()
                            .setAuthenticationSession(context.getAuthenticationSession())
                            .setFlowId(flowId)
                            .setFlowPath(path)
                            .setConnection(context.getConnection())
                            .setEventBuilder(context.getEvent())
                            .setRealm(context.getRealm())
                            .setSession(context.getSession())
                            .setUriInfo(context.getUriInfo())
                            .setRequest(
                                    new CallRequest(
                                            context.getHttpRequest(), new MultivaluedHashMap<>()))
                            .authenticateOnly();
        } catch (AuthenticationFlowException e) {
            throw new RefusedException(
                    Refusal.conflict(
                            "Sign-in not possible",
                            Errors.IDENTITY_PROVIDER_LOGIN_FAILURE,
                            path + ": " + e.getError()));
        }
        if (challenge != null) {
            throw new RefusedException(
                    new ForeignChallenge(challenge)
                            .refusal()
                            .orElseGet(
                                    () ->
                                            Refusal.conflict(
                                                    "Interaction required",
                                                    Errors.IDENTITY_PROVIDER_LOGIN_FAILURE,
                                                    path + ": a step asks for something")));
        }
    }
}
