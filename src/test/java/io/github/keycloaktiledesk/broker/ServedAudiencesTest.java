// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.broker.assertion.AssertionAudience;
import io.github.keycloaktiledesk.broker.assertion.AssertionAudience.Kind;
import io.github.keycloaktiledesk.call.SessionInMemory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderStorageProvider;
import org.keycloak.models.KeycloakSession;

class ServedAudiencesTest {

    private static final String PROJECT = "project";
    private static final AssertionAudience AUDIENCE =
            new AssertionAudience(
                    TiledeskIdentityProviderConfig.DEFAULT_AUDIENCE_BASE, Kind.PROJECTS, PROJECT);

    private final Realm realm = new Realm();

    @Test
    void areAskedForOnce() {
        IdentityProviderModel provider = realm.add(PROJECT);
        realm.add("other");

        assertThat(realm.found()).containsExactly(provider.getInternalId());
        assertThat(realm.found()).containsExactly(provider.getInternalId());
        assertThat(realm.queries).isEqualTo(1);
    }

    @Test
    void areOfTheirRealmOnly() {
        realm.add(PROJECT);
        realm.found();
        Realm another = new Realm();
        assertThat(another.found()).isEmpty();

        IdentityProviderModel others = another.add(PROJECT);
        assertThat(another.found()).containsExactly(others.getInternalId());
        assertThat(realm.found()).doesNotContain(others.getInternalId());
    }

    @Test
    void areAsTheyAreNow() {
        IdentityProviderModel provider = realm.add(PROJECT);
        realm.found();

        provider.setEnabled(false);

        assertThat(ServedAudiences.of(realm.session(), AUDIENCE))
                .singleElement()
                .satisfies(it -> assertThat(it.isEnabled()).isFalse());
        assertThat(realm.queries).isEqualTo(1);
    }

    @Test
    void areAskedForAnewWhereOneServesItNoMore() {
        IdentityProviderModel provider = realm.add(PROJECT);
        realm.found();
        provider.getConfig().put(TiledeskIdentityProviderConfig.PROJECT, "other");
        IdentityProviderModel successor = realm.add(PROJECT);

        assertThat(realm.found()).containsExactly(successor.getInternalId());
    }

    @Test
    void areAskedForAnewWhereOneIsGone() {
        realm.add(PROJECT);
        realm.found();
        realm.stored.clear();

        assertThat(realm.found()).isEmpty();
    }

    /** Whatever anybody makes up would push out what is served. */
    @Test
    void areNotRememberedWhereThereAreNone() {
        assertThat(realm.found()).isEmpty();

        IdentityProviderModel provider = realm.add(PROJECT);

        assertThat(realm.found()).containsExactly(provider.getInternalId());
    }

    @Test
    void areForgottenWithTheCommitOfAChange() {
        realm.add(PROJECT);
        realm.found();
        Realm another = new Realm();
        another.add(PROJECT);
        another.found();

        KeycloakSession change = realm.session();
        change.getTransactionManager().begin();
        ServedAudiences.forgetAfter(change, realm.id);
        realm.add(PROJECT);
        assertThat(realm.found()).hasSize(1);
        change.getTransactionManager().commit();

        assertThat(realm.found()).hasSize(2);
        another.found();
        assertThat(another.queries).isEqualTo(1);
    }

    /** A realm of its own, for what is remembered is remembered by all tests. */
    private static final class Realm {

        private final String id = UUID.randomUUID().toString();
        private final List<IdentityProviderModel> stored = new ArrayList<>();
        private int queries;

        IdentityProviderModel add(String project) {
            IdentityProviderModel provider = new IdentityProviderModel();
            provider.setInternalId(UUID.randomUUID().toString());
            provider.setProviderId(TiledeskIdentityProviderFactory.PROVIDER_ID);
            provider.setEnabled(true);
            provider.getConfig().put(TiledeskIdentityProviderConfig.PROJECT, project);
            stored.add(provider);
            return provider;
        }

        List<String> found() {
            return ServedAudiences.of(session(), AUDIENCE).stream()
                    .map(IdentityProviderModel::getInternalId)
                    .toList();
        }

        KeycloakSession session() {
            return new SessionInMemory(id).with(IdentityProviderStorageProvider.class, storage());
        }

        private IdentityProviderStorageProvider storage() {
            return (IdentityProviderStorageProvider)
                    Proxy.newProxyInstance(
                            ServedAudiencesTest.class.getClassLoader(),
                            new Class<?>[] {IdentityProviderStorageProvider.class},
                            (proxy, method, arguments) ->
                                    switch (method.getName()) {
                                        case "getAllStream" -> {
                                            queries++;
                                            yield stored.stream();
                                        }
                                        case "getById" -> byId((String) arguments[0]);
                                        default ->
                                                throw new UnsupportedOperationException(
                                                        method.toString());
                                    });
        }

        private IdentityProviderModel byId(String internalId) {
            return stored.stream()
                    .filter(provider -> internalId.equals(provider.getInternalId()))
                    .findFirst()
                    .orElse(null);
        }
    }
}
