// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import org.keycloak.broker.provider.IdentityBrokerException;

/** A mapper whose settings, or whose claim, must not be followed: nobody is signed in then. */
public final class MappingException extends IdentityBrokerException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception that ends a sign-in.
     *
     * @param reason why, for admins; repeats nothing that was sent
     */
    MappingException(String reason) {
        super(reason);
    }
}
