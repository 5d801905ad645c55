// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.TestLdapConnectionRepresentation;

/** The server that all other tests need. */
@Tag("container")
class ServerIT {

    private final KeycloakServer server = KeycloakServer.get();

    @Test
    void hasOurProvider() {
        assertThat(server.admin().serverInfo().getInfo().getProviders())
                .extractingByKey("realm-restapi-extension")
                .satisfies(spi -> assertThat(spi.getProviders()).containsKey("tiledesk"));
    }

    @Test
    void showsItsLog() {
        assertThat(server.log()).contains("Keycloak");
    }

    @Test
    void givesEveryTestItsOwnDemoRealm() {
        try (TestRealm one = TestRealm.create();
                TestRealm other = TestRealm.create()) {
            assertThat(one.admin().toRepresentation().getId())
                    .isNotEqualTo(other.admin().toRepresentation().getId());
        }
    }

    @Test
    void reachesLdapServersOfTests() throws LDAPException {
        try (InMemoryDirectoryServer ldap =
                        new InMemoryDirectoryServer(
                                new InMemoryDirectoryServerConfig("dc=example,dc=com"));
                TestRealm realm = TestRealm.create()) {
            ldap.startListening();
            TestLdapConnectionRepresentation connection = new TestLdapConnectionRepresentation();
            connection.setAction("testConnection");
            connection.setConnectionUrl(
                    "ldap://" + server.hostAddress() + ":" + ldap.getListenPort());
            connection.setConnectionTimeout("5000");
            try (Response answer = realm.admin().testLDAPConnection(connection)) {
                assertThat(answer.getStatus()).isEqualTo(204);
            }
        }
    }
}
