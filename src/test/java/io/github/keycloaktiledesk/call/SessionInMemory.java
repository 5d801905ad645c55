// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.IdentityProviderStorageProvider;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;
import org.keycloak.services.DefaultKeycloakContext;
import org.keycloak.services.DefaultKeycloakSession;
import org.keycloak.tracing.NoopTracingProvider;
import org.keycloak.tracing.TracingProvider;

/** Keycloak's session without a server: its own attributes and transaction, and few providers. */
public final class SessionInMemory extends DefaultKeycloakSession {

    private final Map<Class<?>, Object> providers = new HashMap<>();
    private final KeycloakContext context;

    /** A session of a call to the realm with this id, of which nothing else is known. */
    public SessionInMemory(String realmId) {
        super(null);
        RealmModel realm = telling(RealmModel.class, "getId", realmId);
        context = telling(KeycloakContext.class, "getRealm", realm);
        // The transaction asks for it.
        with(TracingProvider.class, new NoopTracingProvider());
    }

    /** Gives it a provider. */
    public <T extends Provider> SessionInMemory with(Class<T> type, T provider) {
        providers.put(type, provider);
        return this;
    }

    @Override
    public <T extends Provider> T getProvider(Class<T> type) {
        return type.cast(providers.get(type));
    }

    @Override
    public IdentityProviderStorageProvider identityProviders() {
        return getProvider(IdentityProviderStorageProvider.class);
    }

    @Override
    public KeycloakContext getContext() {
        return context;
    }

    /** Keycloak's own is of a request, and needs Quarkus. */
    @Override
    protected DefaultKeycloakContext createKeycloakContext(KeycloakSession session) {
        return null;
    }

    /** Something that tells this, and nothing else. */
    private static <T> T telling(Class<T> type, String method, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        SessionInMemory.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, asked, arguments) -> {
                            if (!method.equals(asked.getName())) {
                                throw new UnsupportedOperationException(asked.toString());
                            }
                            return answer;
                        }));
    }
}
