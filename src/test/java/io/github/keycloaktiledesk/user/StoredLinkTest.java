// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.call.SessionInMemory;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.UserProvider;
import org.keycloak.provider.Provider;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

class StoredLinkTest {

    private static final String ALIAS = "acme";
    private static final String LOCAL = "5f3c";
    private static final String FEDERATED = "f:ldap:5f3c";

    private final SessionInMemory session = new SessionInMemory("realm");

    @Test
    void isReadWhereTheUserIsStored() {
        users("local").federatedUsers("federated");

        assertThat(linkOf(LOCAL)).contains("local");
        assertThat(linkOf(FEDERATED)).contains("federated");
    }

    /** As Keycloak does. */
    @Test
    void isLookedForAmongFederatedUsersToo() {
        users(null).federatedUsers("federated");

        assertThat(linkOf(LOCAL)).contains("federated");
    }

    @Test
    void isNoneWhereNoneIsStored() {
        users(null).federatedUsers(null);

        assertThat(linkOf(LOCAL)).isEmpty();
        assertThat(linkOf(FEDERATED)).isEmpty();
    }

    @Test
    void isNoneWithoutAnId() {
        session.with(UserProvider.class, storing(UserProvider.class, link(null)));

        assertThat(linkOf(LOCAL)).isEmpty();
    }

    @Test
    void isNoneInADatastoreWithoutSuchStores() {
        assertThat(linkOf(LOCAL)).isEmpty();
        assertThat(linkOf(FEDERATED)).isEmpty();
    }

    private Optional<String> linkOf(String user) {
        return StoredLink.of(session, new UserInMemory(user), ALIAS);
    }

    private StoredLinkTest users(String id) {
        return store(UserProvider.class, id);
    }

    private StoredLinkTest federatedUsers(String id) {
        return store(UserFederatedStorageProvider.class, id);
    }

    private <T extends Provider> StoredLinkTest store(Class<T> type, String id) {
        session.with(type, storing(type, id == null ? null : link(id)));
        return this;
    }

    private static FederatedIdentityModel link(String id) {
        return new FederatedIdentityModel(ALIAS, id, "name");
    }

    /** A store with this link of everybody's. */
    private static <T extends Provider> T storing(Class<T> type, FederatedIdentityModel link) {
        return type.cast(
                Proxy.newProxyInstance(
                        StoredLinkTest.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            if (!"getFederatedIdentity".equals(method.getName())) {
                                throw new UnsupportedOperationException(method.toString());
                            }
                            return link;
                        }));
    }
}
