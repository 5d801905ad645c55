// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import io.github.keycloaktiledesk.broker.assertion.VerificationKeys;
import io.github.keycloaktiledesk.call.CallMemory;
import io.github.keycloaktiledesk.outgoing.OutgoingException;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.PublicKeysWrapper;
import org.keycloak.keys.PublicKeyLoader;
import org.keycloak.keys.PublicKeyStorageProvider;
import org.keycloak.keys.PublicKeyStorageUtils;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CachePublicKeyProvider;

/**
 * The public keys that a site publishes as a JWKS. They are kept in Keycloak's public-key storage:
 * fetched again for an unknown {@code kid}, though not more often than Keycloak's minimum interval,
 * and once a day; dropped on all nodes when the provider is saved. No transaction is open while a
 * call waits for them.
 */
public final class PublishedKeys implements VerificationKeys {

    private static final Logger LOG = Logger.getLogger(PublishedKeys.class);
    private static final RecentFetches RECENT = new RecentFetches(System::nanoTime);
    private static final Fetches FETCHES = new Fetches(RECENT);
    private static final PublicKeys NONE = new PublicKeys(List.of());

    private final KeycloakSession session;
    private final List<String> algorithms;
    private final JwksEndpoint endpoint;
    private final String modelKey;
    private final String site;
    private final String owner;

    /**
     * The keys of a provider of the session's realm.
     *
     * @param session the session of the sign-in
     * @param provider the provider
     * @param algorithms the algorithms that it allows
     * @param endpoint where its site publishes the keys
     */
    public PublishedKeys(
            KeycloakSession session,
            IdentityProviderModel provider,
            List<String> algorithms,
            JwksEndpoint endpoint) {
        this.session = session;
        this.algorithms = algorithms;
        this.endpoint = endpoint;
        RealmModel realm = session.getContext().getRealm();
        modelKey =
                PublicKeyStorageUtils.getIdpModelCacheKey(realm.getId(), provider.getInternalId());
        // With the settings, so that a failure of the old ones is forgotten when they are changed.
        site = modelKey + ' ' + endpoint;
        owner = provider.getAlias() + " of realm " + realm.getName();
    }

    /**
     * {@inheritDoc}
     *
     * @throws KeysUnavailableException if the keys cannot be fetched
     */
    @Override
    public List<KeyWrapper> fitting(String algorithm, String kid) throws VerificationException {
        PublicKeys cached = ours(FETCHES.cached(modelKey, () -> cached(session)));
        if (cached.names(algorithm, kid)) {
            return cached.fitting(algorithm, kid);
        }
        // Without ids nobody can tell a new key from an unknown one: these are fetched by time.
        boolean fits = cached.fits(algorithm, kid);
        if (fits && RECENT.isFresh(site)) {
            return cached.fitting(algorithm, kid);
        }
        try {
            RECENT.checkPause(site);
            return CallMemory.outside(session, "keys of " + site, this::fetch)
                    .get()
                    .fitting(algorithm, kid);
        } catch (KeysUnavailableException e) {
            if (fits) {
                return cached.fitting(algorithm, kid);
            }
            throw e;
        }
    }

    /** How a fetch ended. */
    private record Fetched(PublicKeys keys, KeysUnavailableException failure) {

        PublicKeys get() throws KeysUnavailableException {
            if (failure != null) {
                throw failure;
            }
            return keys;
        }
    }

    private Fetched fetch(KeycloakSession outside) {
        try {
            PublicKeys keys =
                    FETCHES.fetch(modelKey, site, () -> cached(outside), () -> refreshed(outside));
            return new Fetched(keys, null);
        } catch (KeysUnavailableException e) {
            return new Fetched(null, e);
        }
    }

    /**
     * What the storage has, from whichever address, without waiting: a loader that fails at once
     * fetches nothing.
     */
    private PublicKeys cached(KeycloakSession any) {
        try {
            return stored(
                    any,
                    () -> {
                        throw new OutgoingException("not in the cache");
                    });
        } catch (OutgoingException e) {
            return NONE;
        }
    }

    private PublicKeys refreshed(KeycloakSession outside) throws OutgoingException {
        try {
            PublicKeyLoader loader = () -> load(outside);
            try {
                storage(outside).reloadKeys(modelKey, loader);
            } catch (RuntimeException e) {
                throw reason(e);
            }
            PublicKeys keys = ours(stored(outside, loader));
            if (keys.keys().isEmpty()) {
                throw new OutgoingException("the JWKS address has just been changed");
            }
            return keys;
        } catch (OutgoingException e) {
            LOG.warnf("No keys for identity provider %s: %s", owner, e.getMessage());
            throw e;
        }
    }

    private PublicKeys stored(KeycloakSession any, PublicKeyLoader loader)
            throws OutgoingException {
        try {
            return new PublicKeys(storage(any).getKeys(modelKey, loader));
        } catch (RuntimeException e) {
            throw reason(e);
        }
    }

    /** A fetch from an old address may end after the provider has been saved with a new one. */
    private PublicKeys ours(PublicKeys stored) {
        return new PublicKeys(
                stored.keys().stream()
                        .filter(key -> endpoint.url().equals(key.getProviderId()))
                        .toList());
    }

    private PublicKeysWrapper load(KeycloakSession outside) throws OutgoingException {
        byte[] json = new JwksRequest(outside, endpoint).send();
        List<KeyWrapper> keys = JwksReader.fetched(json);
        if (keys.isEmpty()) {
            throw new OutgoingException("the JWKS has no public key for signatures");
        }
        warnOfCrowd(new PublicKeys(keys));
        keys.forEach(key -> key.setProviderId(endpoint.url()));
        RECENT.answered(site);
        return new PublicKeysWrapper(keys);
    }

    /** Whoever pastes such keys is told when they are saved. */
    private void warnOfCrowd(PublicKeys keys) {
        List<String> crowded = keys.crowded(algorithms);
        if (!crowded.isEmpty()) {
            LOG.warnf(
                    "The JWKS of identity provider %s has more than %d keys without kid for %s, and no more are tried",
                    owner, PublicKeys.MOST_TRIED, String.join(", ", crowded));
        }
    }

    /**
     * Keycloak registers what hears of a provider that was saved at another node with its factory
     * of {@link CachePublicKeyProvider}, and not before somebody asks for one: without it this node
     * would serve a day long the keys that it has.
     */
    private static PublicKeyStorageProvider storage(KeycloakSession session) {
        session.getProvider(CachePublicKeyProvider.class);
        return session.getProvider(PublicKeyStorageProvider.class);
    }

    /** The storage wraps what a loader throws. */
    private static OutgoingException reason(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutgoingException known) {
                return known;
            }
        }
        throw thrown;
    }
}
