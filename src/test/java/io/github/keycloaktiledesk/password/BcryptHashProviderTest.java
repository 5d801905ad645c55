// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.keycloak.models.credential.PasswordCredentialModel;

/** How many hashes are computed at once. */
class BcryptHashProviderTest {

    private static final String HASH =
            "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe";

    private final Semaphore processors = new Semaphore(1);
    private final BcryptHashProvider provider = new BcryptHashProvider(null, processors);

    @Test
    void waitsForAProcessor() throws Exception {
        processors.acquire();
        CompletableFuture<Boolean> verified = CompletableFuture.supplyAsync(() -> verify("a"));
        assertThatThrownBy(() -> verified.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);

        processors.release();

        assertThat(verified.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesItToTheNext() {
        assertThat(verify("a")).isTrue();
        assertThat(verify("wrong")).isFalse();
        assertThat(verify("a")).isTrue();
    }

    private boolean verify(String password) {
        return provider.verify(
                password, PasswordCredentialModel.createFromValues("bcrypt", new byte[0], 6, HASH));
    }
}
