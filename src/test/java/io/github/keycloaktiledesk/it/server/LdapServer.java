// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import jakarta.ws.rs.core.Response;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentRepresentation;

/** A directory of people in this JVM, and its place in a realm as user federation. */
public final class LdapServer implements AutoCloseable {

    private static final String BASE = "dc=example,dc=com";
    private static final String PEOPLE = "ou=people," + BASE;
    private static final String MANAGER = "cn=manager";
    private static final String SECRET = "manager-secret";

    private final InMemoryDirectoryServer directory;

    private LdapServer(InMemoryDirectoryServer directory) {
        this.directory = directory;
    }

    /** Starts one without people. */
    public static LdapServer start() {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            config.addAdditionalBindCredentials(MANAGER, SECRET);
            InMemoryDirectoryServer directory = new InMemoryDirectoryServer(config);
            directory.startListening();
            directory.add("dn: " + BASE, "objectClass: domain", "dc: example");
            directory.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
            return new LdapServer(directory);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds somebody. */
    public void add(String uid, String firstName, String lastName, String email, String password) {
        try {
            directory.add(
                    "dn: uid=" + uid + "," + PEOPLE,
                    "objectClass: inetOrgPerson",
                    "uid: " + uid,
                    "cn: " + firstName,
                    "sn: " + lastName,
                    "givenName: " + firstName,
                    "mail: " + email,
                    "userPassword: " + password);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many people it knows. */
    public int people() {
        try {
            return directory
                    .search(PEOPLE, SearchScope.ONE, "(objectClass=person)")
                    .getEntryCount();
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers nobody any more. */
    public void goAway() {
        directory.shutDown(true);
    }

    /** Makes it a user federation of the realm that may be written to: new users go there too. */
    public void federate(TestRealm realm, String host) {
        federate(realm, true, "ldap://" + host + ":" + directory.getListenPort());
    }

    /** Gives the realm a directory that is not asked. */
    public static void federateDisabled(TestRealm realm) {
        federate(realm, false, "ldap://directory.example");
    }

    private static void federate(TestRealm realm, boolean enabled, String url) {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.putSingle("enabled", String.valueOf(enabled));
        config.putSingle("priority", "0");
        config.putSingle("editMode", "WRITABLE");
        config.putSingle("syncRegistrations", "true");
        config.putSingle("importEnabled", "true");
        config.putSingle("vendor", "other");
        config.putSingle("connectionUrl", url);
        config.putSingle("connectionTimeout", "5000");
        config.putSingle("usersDn", PEOPLE);
        config.putSingle("authType", "simple");
        config.putSingle("bindDn", MANAGER);
        config.putSingle("bindCredential", SECRET);
        config.putSingle("usernameLDAPAttribute", "uid");
        config.putSingle("rdnLDAPAttribute", "uid");
        config.putSingle("uuidLDAPAttribute", "entryUUID");
        config.putSingle("userObjectClasses", "inetOrgPerson, organizationalPerson");
        ComponentRepresentation federation = new ComponentRepresentation();
        federation.setName("directory");
        federation.setProviderId("ldap");
        federation.setProviderType("org.keycloak.storage.UserStorageProvider");
        federation.setConfig(config);
        try (Response response = realm.admin().components().add(federation)) {
            if (response.getStatus() != Response.Status.CREATED.getStatusCode()) {
                throw new AssertionError(response.readEntity(String.class));
            }
        }
    }

    @Override
    public void close() {
        directory.shutDown(true);
    }
}
