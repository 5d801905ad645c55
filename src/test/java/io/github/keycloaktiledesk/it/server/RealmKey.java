// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentRepresentation;

/**
 * A signing key of a realm that the tests hold too. So they can present tokens of which all is
 * right but one thing.
 */
public final class RealmKey {

    private static final String TYPE = "org.keycloak.keys.KeyProvider";
    private static final String ALGORITHM = "RS256";

    private final TestRealm realm;
    private final KeyPair pair;
    private final String component;
    private final String id;

    private RealmKey(TestRealm realm, KeyPair pair, String component, String id) {
        this.realm = realm;
        this.pair = pair;
        this.component = component;
        this.id = id;
    }

    /** Makes a key and has the realm sign with it from now on. */
    public static RealmKey addTo(TestRealm realm) {
        return addTo(realm, "1000");
    }

    /** Makes a key that waits: the realm signs with one of its others. */
    public static RealmKey addInWaitingTo(TestRealm realm) {
        return addTo(realm, "1");
    }

    private static RealmKey addTo(TestRealm realm, String priority) {
        KeyPair pair = generate();
        Set<String> before = ids(realm);
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.putSingle("priority", priority);
        config.putSingle("enabled", "true");
        config.putSingle("active", "true");
        config.putSingle("algorithm", ALGORITHM);
        config.putSingle("privateKey", Pem.of("PRIVATE KEY", pair.getPrivate().getEncoded()));
        String component = add(realm, "rsa", config);
        String id =
                ids(realm).stream().filter(kid -> !before.contains(kid)).findFirst().orElseThrow();
        return new RealmKey(realm, pair, component, id);
    }

    private static String add(
            TestRealm realm, String provider, MultivaluedHashMap<String, String> config) {
        ComponentRepresentation key = new ComponentRepresentation();
        key.setName("tests");
        key.setProviderType(TYPE);
        key.setProviderId(provider);
        key.setConfig(config);
        try (Response created = realm.admin().components().add(key)) {
            String location = String.valueOf(created.getLocation());
            return location.substring(location.lastIndexOf('/') + 1);
        }
    }

    /** Gives a realm this secret to sign with what is for itself only, and returns its id. */
    public static String addSecretTo(TestRealm realm, byte[] secret) {
        String kid = UUID.randomUUID().toString();
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.putSingle("priority", "1");
        config.putSingle("algorithm", "HS256");
        config.putSingle("kid", kid);
        config.putSingle("secret", Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        add(realm, "hmac-generated", config);
        if (!ids(realm).contains(kid)) {
            throw new AssertionError("The realm has no such key");
        }
        return kid;
    }

    /** A new private key for a realm that is about to be made. */
    static String privatePem() {
        return Pem.of("PRIVATE KEY", generate().getPrivate().getEncoded());
    }

    /** Signs a token as the realm would. */
    public String sign(CustomToken token) {
        return sign(token, pair.getPrivate());
    }

    /** Signs a token with a key that the realm does not know, but names this one. */
    public String signWithAnother(CustomToken token) {
        return sign(token, generate().getPrivate());
    }

    /** Signs a token as the realm would if RS384 were its algorithm. */
    public String signRs384(CustomToken token) {
        return sign(token, pair.getPrivate(), "RS384", "SHA384withRSA");
    }

    /** The public key's bytes, which everybody may know. */
    public byte[] publicBytes() {
        return pair.getPublic().getEncoded();
    }

    /** The public key as text, as the realm publishes it. */
    public String publicPem() {
        return Pem.of("PUBLIC KEY", publicBytes());
    }

    /** The id by which tokens name it. */
    public String id() {
        return id;
    }

    /** The realm signs with it from now on. */
    public void putFirst() {
        set(Map.of("priority", "2000"));
    }

    /** The realm still accepts it, but signs with another one. */
    public void makePassive() {
        set(Map.of("active", "false", "enabled", "true"));
    }

    /** The realm does not accept it any more. */
    public void disable() {
        set(Map.of("active", "false", "enabled", "false"));
    }

    /** The realm has it no more. */
    public void remove() {
        realm.admin().components().component(component).remove();
    }

    private void set(Map<String, String> changes) {
        var resource = realm.admin().components().component(component);
        ComponentRepresentation key = resource.toRepresentation();
        changes.forEach((name, value) -> key.getConfig().put(name, List.of(value)));
        resource.update(key);
    }

    private String sign(CustomToken token, PrivateKey key) {
        return sign(token, key, ALGORITHM, "SHA256withRSA");
    }

    private String sign(CustomToken token, PrivateKey key, String algorithm, String javaName) {
        token.algorithm(algorithm).header("kid", id);
        try {
            Signature signature = Signature.getInstance(javaName);
            signature.initSign(key);
            signature.update(token.signingInput().getBytes(StandardCharsets.US_ASCII));
            return token.signed(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> ids(TestRealm realm) {
        return realm.admin().keys().getKeyMetadata().getKeys().stream()
                .map(key -> key.getKid())
                .collect(Collectors.toSet());
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
