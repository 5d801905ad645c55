// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.call.TiledeskClient;
import io.github.keycloaktiledesk.token.TiledeskAlgorithm;
import io.github.keycloaktiledesk.token.TiledeskClaimsMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;

/** Whether a Tiledesk server finds in a token what it looks for. */
record MappersCheck(RealmModel realm, ClientModel client) implements Check {

    private static final String PART = "mappers";
    private static final String IN_SCOPE = "Client scopes → tiledesk → Mappers";
    private static final String NO_SCOPE = "Clients → tiledesk → Client scopes";
    private static final String ALGORITHM = "signature-algorithm";
    private static final String TOKENS =
            "Realm settings → Tokens, or Clients → tiledesk → Advanced";

    @Override
    public Stream<Finding> run() {
        List<ProtocolMapperModel> mappers =
                Stream.concat(Stream.of(client), client.getClientScopes(true).values().stream())
                        .flatMap(ProtocolMapperContainerModel::getProtocolMappersStream)
                        .toList();
        Optional<ProtocolMapperModel> claims =
                mappers.stream().filter(TiledeskClaimsMapper::is).findFirst();
        boolean audience =
                mappers.stream()
                        .anyMatch(
                                mapper ->
                                        mapper.getConfig()
                                                .containsValue(
                                                        TiledeskClaimsMapper.TILEDESK_AUDIENCE));
        return Stream.concat(
                Stream.of(
                        claims.isPresent()
                                ? Finding.ok(PART, "Tokens carry Tiledesk's claims", path())
                                : missing("No mapper 'Tiledesk claims'"),
                        audience
                                ? Finding.ok(PART, "Tokens are for Tiledesk", path())
                                : missing(
                                        "No audience mapper for "
                                                + TiledeskClaimsMapper.TILEDESK_AUDIENCE)),
                claims
                        .filter(TiledeskClaimsMapper::isTiledeskSub)
                        .map(any -> algorithm())
                        .stream());
    }

    private Finding missing(String what) {
        return Finding.missing(PART, what + ": a Tiledesk server takes no tokens", path());
    }

    /** Of a realm that was made without the client scope the client has the mappers itself. */
    private String path() {
        return client.getClientScopes(true).containsKey(TiledeskClient.ID) ? IN_SCOPE : NO_SCOPE;
    }

    private Finding algorithm() {
        String algorithm = TiledeskAlgorithm.of(realm, client);
        return TiledeskAlgorithm.objection(algorithm)
                .map(objection -> Finding.risk(ALGORITHM, objection, TOKENS))
                .orElseGet(
                        () -> Finding.ok(ALGORITHM, "Tokens are signed with " + algorithm, TOKENS));
    }
}
