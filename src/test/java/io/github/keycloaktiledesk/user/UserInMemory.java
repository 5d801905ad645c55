// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.user;

import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.storage.adapter.AbstractInMemoryUserAdapter;

/** Keycloak's user in memory, without a realm or a session. */
public final class UserInMemory extends AbstractInMemoryUserAdapter {

    /** A user with nothing but an id. */
    public UserInMemory(String id) {
        super(null, null, id);
    }

    @Override
    public SubjectCredentialManager credentialManager() {
        throw new UnsupportedOperationException();
    }
}
