// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** Whether the client answers calls, and whose pages may call. */
record ClientCheck(ClientModel client) implements Check {

    static final String PART = "client";
    static final String PATH = "Clients → tiledesk → Settings";

    private static final String ORIGINS = "web-origins";

    @Override
    public Stream<Finding> run() {
        return Stream.concat(Stream.of(state()), Stream.concat(otherWays(), Stream.of(origins())));
    }

    private Finding state() {
        if (!OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol())) {
            return off("It is no OpenID Connect client");
        }
        if (!client.isEnabled()) {
            return off("It is disabled");
        }
        if (!client.isPublicClient()) {
            return off("Client authentication is on, and the calls carry no secret");
        }
        if (!client.isDirectAccessGrantsEnabled()) {
            return off("Direct access grants are off");
        }
        if (client.isConsentRequired()) {
            return off("Consent is required, and the calls have no page for it");
        }
        return Finding.ok(PART, "The client 'tiledesk' answers calls", PATH);
    }

    private static Finding off(String why) {
        return Finding.off(PART, why + ": calls are refused", PATH);
    }

    private Stream<Finding> otherWays() {
        List<String> on = new ArrayList<>();
        if (client.isStandardFlowEnabled()) {
            on.add("Standard flow");
        }
        if (client.isImplicitFlowEnabled()) {
            on.add("Implicit flow");
        }
        if (client.isServiceAccountsEnabled()) {
            on.add("Service account roles");
        }
        return on.isEmpty()
                ? Stream.empty()
                : Stream.of(
                        Finding.risk(
                                PART, "No call needs what is on: " + String.join(", ", on), PATH));
    }

    private Finding origins() {
        Set<String> origins = client.getWebOrigins();
        if (origins.contains("*")) {
            return Finding.risk(
                    ORIGINS,
                    "Pages of every site may call (*): in production name those of your own",
                    PATH);
        }
        return origins.isEmpty()
                ? Finding.missing(
                        ORIGINS, "No web origin is set: no page of another site may call", PATH)
                : Finding.ok(
                        ORIGINS,
                        "Pages may call of "
                                + String.join(", ", origins.stream().sorted().toList()),
                        PATH);
    }
}
