// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keycloak's server options, named as on its command line without the leading dashes. */
final class ServerOptions {

    /** Our own log is searched for secrets, so it must hold all that we ever log. */
    private static final Map<String, String> DEFAULTS =
            Map.of("log-level", "INFO,io.github.keycloaktiledesk:trace");

    private final Map<String, String> values;

    private ServerOptions(Map<String, String> values) {
        this.values = values;
    }

    /** The tests' defaults, changed and completed by these. */
    static ServerOptions with(Map<String, String> changes) {
        return new ServerOptions(DEFAULTS).and(changes);
    }

    static ServerOptions only(Map<String, String> values) {
        return new ServerOptions(values);
    }

    ServerOptions and(Map<String, String> changes) {
        Map<String, String> merged = new LinkedHashMap<>(values);
        merged.putAll(changes);
        return new ServerOptions(merged);
    }

    /** Those of them that have these names. */
    Map<String, String> valuesOf(Set<String> names) {
        Map<String, String> some = new LinkedHashMap<>(values);
        some.keySet().retainAll(names);
        return some;
    }

    List<String> arguments() {
        return values.entrySet().stream()
                .map(option -> "--" + option.getKey() + "=" + option.getValue())
                .toList();
    }
}
