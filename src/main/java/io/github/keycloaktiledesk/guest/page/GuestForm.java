// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.page;

import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.guest.account.GuestConfig;
import io.github.keycloaktiledesk.step.Refusal;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.forms.login.LoginFormsProvider;

/** The page "Continue as guest" in the login theme of the realm or client. */
final class GuestForm {

    private static final String TEMPLATE = "tiledesk-guest.ftl";

    /** Where to look for words: {@code theme-resources/messages}. */
    private static final String REFUSED = "tiledeskGuestRefused";

    private static final String TOO_MANY = "tiledeskGuestTooMany";
    private static final String INVALID_NAME = "tiledeskGuestInvalidName";

    private final AuthenticationFlowContext context;
    private final boolean asksName;

    GuestForm(AuthenticationFlowContext context, boolean asksName) {
        this.context = context;
        this.asksName = asksName;
    }

    Response page() {
        return form().createForm(TEMPLATE);
    }

    /** The page again, with what is wrong and what was typed. */
    Response page(Refusal refusal) {
        return refusal.on(form().setError(message(refusal)).createForm(TEMPLATE));
    }

    /** Keycloak's error page, where nothing that is typed would help. */
    Response errorPage(Refusal refusal) {
        return refusal.on(
                context.form().setError(message(refusal)).createErrorPage(Status.FORBIDDEN));
    }

    private LoginFormsProvider form() {
        String typed =
                context.getHttpRequest()
                        .getDecodedFormParameters()
                        .getFirst(CallParameters.FIRSTNAME);
        return context.form()
                .setAttribute("tiledeskGuestAsksName", asksName)
                .setAttribute("tiledeskGuestFirstname", typed == null ? "" : typed)
                .setAttribute(
                        "tiledeskGuestMaxLength",
                        GuestConfig.of(context.getAuthenticatorConfig()).fields().text());
    }

    private static String message(Refusal refusal) {
        return switch (refusal.status()) {
            case 429 -> TOO_MANY;
            case 422 -> INVALID_NAME;
            default -> REFUSED;
        };
    }
}
