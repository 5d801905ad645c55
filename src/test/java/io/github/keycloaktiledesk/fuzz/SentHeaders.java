// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.fuzz;

import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Proxy;
import java.util.Map;

/** The headers of a request, one value each; of all that can be asked for, a value alone. */
public final class SentHeaders {

    private SentHeaders() {}

    /** These headers; an empty text is a header that was not sent. */
    public static HttpHeaders of(Map<String, String> values) {
        return (HttpHeaders)
                Proxy.newProxyInstance(
                        SentHeaders.class.getClassLoader(),
                        new Class<?>[] {HttpHeaders.class},
                        (proxy, method, arguments) -> {
                            if (!"getHeaderString".equals(method.getName())) {
                                throw new UnsupportedOperationException(method.toString());
                            }
                            String value = values.getOrDefault((String) arguments[0], "");
                            return value.isEmpty() ? null : value;
                        });
    }
}
