// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.step.Refusal;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.keycloak.authentication.AuthenticationFlowContext;

/** What people see of a hand-over, in the login theme of the realm or client. */
final class HandOverForm {

    private static final String TEMPLATE = "tiledesk-hand-over.ftl";

    /** Where to look for words: {@code theme-resources/messages}. */
    private static final String REFUSED = "tiledeskHandOverRefused";

    private static final String INVALID = "tiledeskHandOverInvalid";
    private static final String LATER = "tiledeskHandOverLater";

    private HandOverForm() {}

    /** Which button was pressed. */
    enum Answer {
        CONTINUE,
        STAY,
        NONE
    }

    /** The page that asks whether somebody else's login shall end. */
    static Response question(
            AuthenticationFlowContext context, OtherLogin other, Customer customer) {
        // Whoever stays has all other ways.
        context.setAuthenticationSelections(List.of());
        return context.form()
                .setAttribute("tiledeskHandOverOther", other.name())
                .setAttribute("tiledeskHandOverCustomer", customer.name())
                .createForm(TEMPLATE);
    }

    static Answer answer(AuthenticationFlowContext context) {
        if (!HttpMethod.POST.equals(context.getHttpRequest().getHttpMethod())) {
            return Answer.NONE;
        }
        String pressed = context.getHttpRequest().getDecodedFormParameters().getFirst("answer");
        return Arrays.stream(Answer.values())
                .filter(answer -> answer.name().toLowerCase(Locale.ROOT).equals(pressed))
                .findFirst()
                .orElse(Answer.NONE);
    }

    /** Keycloak's error page: nothing that could be done here would help. */
    static Response errorPage(AuthenticationFlowContext context, Refusal refusal) {
        return refusal.on(
                context.form()
                        .setError(message(refusal))
                        .createErrorPage(Response.Status.FORBIDDEN));
    }

    private static String message(Refusal refusal) {
        return switch (refusal.status()) {
            case 400, 401 -> INVALID;
            case 429, 503 -> LATER;
            default -> REFUSED;
        };
    }
}
