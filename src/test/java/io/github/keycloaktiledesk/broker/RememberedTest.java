// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.call.SessionInMemory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakTransactionManager;

class RememberedTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Remembered<String, Integer> results = new Remembered<>(nanos::get);

    private final SessionInMemory session = new SessionInMemory("realm");
    private final KeycloakTransactionManager transaction = session.getTransactionManager();

    @BeforeEach
    void remember() {
        results.put("one", 1);
        results.put("two", 2);
        transaction.begin();
    }

    @Test
    void isForgottenAfterAMoment() {
        nanos.set(TimeUnit.SECONDS.toNanos(5) - 1);
        assertThat(results.of("one")).contains(1);

        nanos.incrementAndGet();
        assertThat(results.of("one")).isEmpty();
    }

    /** Else what is asked for all the time would never be asked of the database again. */
    @Test
    void isRememberedNoLongerForBeingAskedFor() {
        nanos.set(TimeUnit.SECONDS.toNanos(4));
        assertThat(results.of("one")).contains(1);

        nanos.set(TimeUnit.SECONDS.toNanos(6));
        assertThat(results.of("one")).isEmpty();
    }

    /** Before, another call could remember what was there before. */
    @Test
    void isForgottenWithTheCommitWhereItIsAffected() {
        results.forgetAfter(session, "one"::equals);
        assertThat(results.of("one")).contains(1);

        transaction.commit();
        assertThat(results.of("one")).isEmpty();
        assertThat(results.of("two")).contains(2);
    }

    @Test
    void isForgottenAlthoughItWasRememberedOnlyInTheMeantime() {
        results.forgetAfter(session, "three"::equals);
        results.put("three", 3);

        transaction.commit();

        assertThat(results.of("three")).isEmpty();
    }

    @Test
    void isKeptWhereNothingHasChanged() {
        results.forgetAfter(session, query -> true);

        transaction.rollback();

        assertThat(results.of("one")).contains(1);
    }
}
