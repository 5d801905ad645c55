// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.testcontainers;

import dasniko.testcontainers.keycloak.ExtendableKeycloakContainer;
import java.net.URI;
import java.time.Duration;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.utility.MountableFile;

/**
 * Keycloak in a container, with the extension and the {@link DemoRealm demo realm} in it.
 *
 * <p>The extension's jar is taken from the class path. Everything else is as in {@code
 * KeycloakContainer}: development mode with a database of its own, {@code admin} / {@code admin},
 * further realms by {@link #withRealmImportFile}.
 */
public final class TiledeskKeycloakContainer
        extends ExtendableKeycloakContainer<TiledeskKeycloakContainer> {

    private static final String IMAGE = "quay.io/keycloak/keycloak:";
    private static final String HOME = "/opt/keycloak/";
    private static final int READABLE_FOR_ALL = 0644;

    /** What takes twenty seconds otherwise takes long on a busy machine. */
    private static final Duration READY_AFTER = Duration.ofMinutes(5);

    private boolean demoRealm = true;

    /**
     * With the official image of the Keycloak that the extension was built against.
     *
     * @throws IllegalStateException if the extension's jar is not on the class path
     */
    public TiledeskKeycloakContainer() {
        this(providerJar());
    }

    /**
     * With another image.
     *
     * @param image the image's full name, such as {@code quay.io/keycloak/keycloak:26.6.4}
     * @throws IllegalStateException if the extension's jar is not on the class path
     */
    public TiledeskKeycloakContainer(String image) {
        this(image, providerJar());
    }

    private TiledeskKeycloakContainer(ProviderJar provider) {
        this(IMAGE + provider.keycloakVersion(), provider);
    }

    private TiledeskKeycloakContainer(String image, ProviderJar provider) {
        super(image);
        withStartupTimeout(READY_AFTER);
        // A release's image stays the same, so that one that is there need not be pulled every day.
        withImagePullPolicy(PullPolicy.defaultPolicy());
        // Not withProviderLibsFrom, which takes away what it was given before.
        withCopyFileToContainer(
                MountableFile.forHostPath(provider.file(), READABLE_FOR_ALL),
                HOME + "providers/keycloak-tiledesk.jar");
    }

    /**
     * Leaves the demo realm out.
     *
     * @return this container
     */
    public TiledeskKeycloakContainer withoutDemoRealm() {
        demoRealm = false;
        return this;
    }

    /**
     * The three calls to the demo realm, once the container is started.
     *
     * @return the calls
     */
    public TiledeskCalls tiledesk() {
        return tiledesk(DemoRealm.NAME);
    }

    /**
     * The three calls to a realm, once the container is started.
     *
     * @param realm the realm's name
     * @return the calls
     */
    public TiledeskCalls tiledesk(String realm) {
        return new TiledeskCalls(URI.create(getAuthServerUrl() + "/realms/" + realm + "/tiledesk"));
    }

    @Override
    protected void configure() {
        super.configure();
        if (demoRealm) {
            // Under a name that no other realm's file has.
            withCopyFileToContainer(
                    MountableFile.forClasspathResource(DemoRealm.EXPORT, READABLE_FOR_ALL),
                    HOME + "data/import/keycloak-tiledesk-demo.json");
        }
    }

    private static ProviderJar providerJar() {
        return ProviderJar.on(TiledeskKeycloakContainer.class.getClassLoader());
    }
}
