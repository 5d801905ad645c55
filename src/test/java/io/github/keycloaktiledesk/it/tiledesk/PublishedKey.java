// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Pem;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.Base64;
import java.util.Map;

/** The key with which a realm signs by RS256, as the realm tells everybody. */
final class PublishedKey {

    private PublishedKey() {}

    /** In PEM, as Tiledesk wants it. */
    static String of(TestRealm realm) {
        JsonNode told = new Calls(realm.url()).send("GET", "", Map.of(), new byte[0]).json();
        return Pem.of("PUBLIC KEY", Base64.getDecoder().decode(told.path("public_key").asText()));
    }
}
