// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A sign-in call of Tiledesk's REST API (page "Authentication" of its documentation), as a flow of
 * Keycloak sees it.
 *
 * <p>The call in progress is a note of the authentication session. No parameter of a request can
 * set it, so a step may trust it.
 */
public enum TiledeskCall {
    /** An agent with e-mail and password. */
    SIGNIN("signin", "signin"),
    /** A visitor, of whom nothing is proven. */
    SIGNIN_ANONYMOUSLY("signinAnonymously", "signinAnonymously"),
    /** A customer whom somebody's own site vouches for with a custom JWT. */
    CUSTOM_TOKEN("signinWithCustomToken", "signinWithCustomToken"),
    /** Whoever comes back with a token of this realm; the endpoint is the custom token's. */
    RESUME("resume", "signinWithCustomToken");

    private static final String NOTE = "tiledesk.call";

    private final String value;
    private final String endpoint;

    TiledeskCall(String value, String endpoint) {
        this.value = value;
        this.endpoint = endpoint;
    }

    /**
     * The name of this call in the configuration of the condition.
     *
     * @return for example {@code signinAnonymously}
     */
    public String value() {
        return value;
    }

    /**
     * The last segment of the path of this call, also the event detail {@code tiledesk_call}.
     *
     * @return for example {@code signinWithCustomToken}
     */
    public String endpoint() {
        return endpoint;
    }

    /**
     * Names of all calls, in the order in which a console lists them.
     *
     * @return the values of {@link #value()}
     */
    public static List<String> names() {
        return Arrays.stream(values()).map(TiledeskCall::value).toList();
    }

    /**
     * Marks an authentication session as belonging to this call.
     *
     * @param authSession the session in which the flow is about to run
     */
    public void begin(AuthenticationSessionModel authSession) {
        authSession.setAuthNote(NOTE, name());
    }

    /**
     * The call in progress.
     *
     * @param authSession the session of a running flow
     * @return the call, or empty where the flow serves something else, such as the client's
     *     ordinary password grant
     */
    public static Optional<TiledeskCall> inProgress(AuthenticationSessionModel authSession) {
        return Optional.ofNullable(authSession.getAuthNote(NOTE)).map(TiledeskCall::valueOf);
    }
}
