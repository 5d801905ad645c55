// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import io.github.keycloaktiledesk.call.TiledeskCall;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The paths of the calls below {@code tiledesk}, with or without a version. */
final class CallPath {

    private static final Pattern PATH =
            Pattern.compile("/?(?:v[123]/)?auth/([a-z]+)/?", Pattern.CASE_INSENSITIVE);

    private CallPath() {}

    /** The first call of the path's endpoint, or empty where there is none. */
    static Optional<TiledeskCall> call(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String endpoint = matcher.group(1);
        return Stream.of(TiledeskCall.values())
                .filter(call -> call.endpoint().equalsIgnoreCase(endpoint))
                .findFirst();
    }
}
