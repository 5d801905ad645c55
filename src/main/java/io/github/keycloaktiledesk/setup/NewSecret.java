// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import java.util.Base64;
import org.keycloak.common.util.SecretGenerator;

/** A secret for a project that has none. */
final class NewSecret {

    /** 256 bits: as many as HS256 can use (RFC 7518 section 3.2). */
    private static final int BYTES = 32;

    private NewSecret() {}

    /** A text that can be pasted anywhere. */
    static String strong() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SecretGenerator.getInstance().randomBytes(BYTES));
    }
}
