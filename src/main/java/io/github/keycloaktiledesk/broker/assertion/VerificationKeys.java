// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.assertion;

import java.util.List;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyWrapper;

/** The keys of one provider; which kind they are is the provider's setting, never the token's. */
@FunctionalInterface
public interface VerificationKeys {

    /**
     * The keys that a token may have been signed with.
     *
     * @param algorithm the token's algorithm, one that the provider allows
     * @param kid the token's key id (RFC 7515 section 4.1.4), or null; a hint of the sender's
     * @return the keys, with {@code algorithm} set; never empty
     * @throws VerificationException if there is none; the message is for admins
     */
    List<KeyWrapper> fitting(String algorithm, String kid) throws VerificationException;
}
