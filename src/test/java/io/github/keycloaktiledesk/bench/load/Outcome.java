// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.load;

import java.net.http.HttpResponse;
import java.util.Locale;

/** How a call ended that was offered. */
public enum Outcome {
    /** With 200. */
    SERVED,
    /** With an error in the shape of all our errors. */
    REFUSED,
    /** With Keycloak's 503 without a body: its queue was full, and no code of ours was asked. */
    QUEUE_FULL,
    /** With an error in another shape. */
    OTHER,
    /** Without an answer. */
    UNANSWERED,
    /** Before it began: the caller had no connection free. */
    NOT_SENT;

    /** How an answer ends a call. */
    static Outcome of(HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            return SERVED;
        }
        if (answer.statusCode() == 503 && answer.body().isEmpty()) {
            return QUEUE_FULL;
        }
        return isOurShape(answer) ? REFUSED : OTHER;
    }

    private static boolean isOurShape(HttpResponse<String> answer) {
        return answer.body().startsWith("{\"success\":false,\"msg\":\"")
                && answer.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith("application/json"))
                        .isPresent()
                && answer.headers().firstValue("Access-Control-Allow-Origin").isPresent();
    }

    /** Its name in reports: small letters and hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
