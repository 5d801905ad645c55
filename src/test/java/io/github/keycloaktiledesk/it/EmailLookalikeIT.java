// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.TestRealm;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody is somebody else by an e-mail that only looks like another's. (On the other databases,
 * some of which compare in their own way: {@link CustomerOnDatabaseIT}.)
 */
class EmailLookalikeIT {

    @AutoClose private final TestRealm realm = TestRealm.create(EmailLookalikes::prepare);

    private final EmailLookalikes lookalikes = new EmailLookalikes(realm);

    @Test
    void signsInNobodyElse() {
        lookalikes.assertSignInNobody();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void linksACustomerToNobodyElse(boolean trusted) {
        new CustomerCalls(realm).change(provider -> provider.setTrustEmail(trusted));

        lookalikes.assertLinkNobody();
    }

    @Test
    void isOfNoMeaningWhereAGuestTypesIt() {
        lookalikes.assertAreTypedByGuestsOnly();
    }
}
