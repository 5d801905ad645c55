package io.github.keycloaktiledesk.guest;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.sessions.AuthenticationSessionModel;

/** A press of the button: one that is sent twice at the same moment makes one guest. */
final class Submission {

    /** Longer than any request takes; afterwards Keycloak itself knows that the login is over. */
    private static final int SECONDS = 300;

    private final SingleUseObjectProvider used;
    private final String key;

    Submission(AuthenticationFlowContext context) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        this.used = context.getSession().singleUseObjects();
        this.key =
                "tiledesk-guest:%s:%s"
                        .formatted(login.getParentSession().getId(), login.getTabId());
    }

    boolean isFirst() {
        return used.putIfAbsent(key, SECONDS);
    }

    void forget() {
        used.remove(key);
    }
}
