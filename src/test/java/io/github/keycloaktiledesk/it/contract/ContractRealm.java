// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Providers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A realm with the accounts and projects of the recording. */
final class ContractRealm implements AutoCloseable {

    private static final String DOMAIN = "@example.test";
    private static final List<String> ACCOUNTS = List.of("alice", "bob", "carol", "dave", "admin");

    /** Ids of projects and the like that the realm does not know, or knows without a secret. */
    private static final Map<String, String> OBJECT_IDS =
            Map.of(
                    "project", Demo.PROJECT,
                    "project2", "5ec688ed13400f0012c2edd2",
                    "projectNoSecret", "5ec688ed13400f0012c2edd3",
                    "projectDisabled", "5ec688ed13400f0012c2edd4",
                    "unknown", "5ec688ed13400f0012c2edd5",
                    "subscription", "5ec688ed13400f0012c2edd6");

    private final String secretOfProject2 = UUID.randomUUID().toString();
    private final TestRealm realm = TestRealm.create(this::prepare);
    private final Map<String, String> accountIds = new HashMap<>();

    ContractRealm() {
        // No provider is saved or imported like that.
        new Providers(realm).plant("projectNoSecret", Map.of("clientSecret", ""));
        ACCOUNTS.forEach(name -> accountIds.put(name, find(name).getId()));
    }

    Calls calls() {
        return realm.calls();
    }

    String issuer() {
        return realm.url().toString();
    }

    String secretOfProject2() {
        return secretOfProject2;
    }

    Placeholders placeholders() {
        Placeholders known = new Placeholders().bind("issuer", issuer());
        OBJECT_IDS.forEach((name, id) -> known.bind("objectid:" + name, id));
        accountIds.forEach((name, id) -> known.bind("objectid:" + name, id));
        return known;
    }

    /** Enables or disables an account by its name, or a customer by its {@code _id}. */
    void setEnabled(String name, boolean enabled) {
        String id =
                accountIds.containsKey(name)
                        ? accountIds.get(name)
                        : realm.admin()
                                .users()
                                .searchByAttributes("tiledesk.customer.id:" + name)
                                .get(0)
                                .getId();
        UserResource user = realm.admin().users().get(id);
        UserRepresentation changed = user.toRepresentation();
        changed.setEnabled(enabled);
        user.update(changed);
    }

    @Override
    public void close() {
        realm.close();
    }

    private void prepare(RealmRepresentation realm) {
        // Wrong passwords come in a row here, and no case is about being locked out.
        realm.setBruteForceProtected(false);
        realm.getUsers().add(account("alice", "Alice", "Doe", false));
        realm.getUsers().add(account("bob", "Bob", "Doe", false));
        UserRepresentation carol = account("carol", "Carol", "Doe", false);
        carol.setEnabled(false);
        realm.getUsers().add(carol);
        realm.getUsers().add(account("dave", "Dave", "Doe", false));
        UserRepresentation admin = account("admin", "Administrator", "Root", true);
        admin.setClientRoles(Map.of(Demo.CLIENT, List.of("admin")));
        realm.getUsers().add(admin);
        Map<String, String> config = realm.getIdentityProviders().get(0).getConfig();
        realm.addIdentityProvider(provider(config, "project2", secretOfProject2));
        realm.addIdentityProvider(
                provider(config, "projectNoSecret", UUID.randomUUID().toString()));
    }

    private static UserRepresentation account(
            String name, String firstName, String lastName, boolean emailVerified) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue("pwd-" + name + "-1");
        UserRepresentation user = new UserRepresentation();
        user.setUsername(name + DOMAIN);
        user.setEmail(name + DOMAIN);
        user.setEmailVerified(emailVerified);
        user.setFirstName(firstName);
        user.setLastName(lastName);
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        return user;
    }

    private static IdentityProviderRepresentation provider(
            Map<String, String> like, String project, String secret) {
        Map<String, String> config = new HashMap<>(like);
        config.put("clientId", OBJECT_IDS.get(project));
        config.put("clientSecret", secret);
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(project);
        provider.setProviderId("tiledesk");
        provider.setEnabled(true);
        provider.setFirstBrokerLoginFlowAlias("tiledesk first login");
        provider.setConfig(config);
        return provider;
    }

    private UserRepresentation find(String name) {
        return realm.admin().users().searchByEmail(name + DOMAIN, true).get(0);
    }
}
