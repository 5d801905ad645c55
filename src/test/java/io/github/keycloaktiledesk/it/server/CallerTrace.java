// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A trace that a caller has begun (W3C Trace Context).
 *
 * @param traceId the trace's id
 * @param spanId the caller's span
 */
public record CallerTrace(String traceId, String spanId) {

    /** A new one. */
    public static CallerTrace begin() {
        return new CallerTrace(random(), random().substring(16));
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** These headers with those by which a server continues the trace. */
    public Map<String, String> with(Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("traceparent", "00-" + traceId + "-" + spanId + "-01");
        return all;
    }
}
