// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.timer.TimerProvider;

/**
 * Has guests deleted who do not come back. Every node takes its turn; whoever finds another one at
 * it leaves it to that one. The lock of a node that died is dropped by Keycloak's cluster after one
 * interval.
 */
public final class GuestExpiry implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GuestExpiry.class);
    private static final String NAME = "tiledesk-guest-expiry";
    private static final int STOP_SECONDS = 5;

    private final RealmPeriods periods;
    private final ExpiryOptions options;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Semaphore idle = new Semaphore(1);

    /**
     * Expiry with the server options of this node.
     *
     * @param guestStep the id of the step whose configuration says when guests expire
     * @param options the server options
     */
    public GuestExpiry(String guestStep, ExpiryOptions options) {
        this.periods = new RealmPeriods(guestStep);
        this.options = options;
    }

    /**
     * Starts the turns as soon as the database is ready.
     *
     * @param factory the server's session factory
     */
    public void startIn(KeycloakSessionFactory factory) {
        if (options.interval() > 0) {
            factory.register(
                    event -> {
                        if (event instanceof PostMigrationEvent) {
                            schedule(factory);
                        }
                    });
        }
    }

    private void schedule(KeycloakSessionFactory factory) {
        long interval = TimeUnit.SECONDS.toMillis(options.interval());
        // Nodes that start together need not ask together.
        long delay = ThreadLocalRandom.current().nextLong(interval / 10, interval);
        try (KeycloakSession session = factory.create()) {
            ExecutorService executor =
                    session.getProvider(ExecutorsProvider.class).getExecutor(NAME);
            session.getProvider(TimerProvider.class)
                    .schedule(() -> takeTurn(factory, executor), delay, interval, NAME);
        }
    }

    /**
     * On the one thread on which Keycloak does all that is scheduled: what takes long, or throws,
     * would stop the rest.
     */
    private void takeTurn(KeycloakSessionFactory factory, ExecutorService executor) {
        if (!idle.tryAcquire()) {
            return;
        }
        try {
            executor.execute(
                    () -> {
                        try {
                            runUnlessAnotherNodeDoes(factory);
                        } finally {
                            idle.release();
                        }
                    });
        } catch (RuntimeException e) {
            idle.release();
            LOG.debug("The server stops", e);
        }
    }

    /** The session is for its provider only: it has no transaction, and so no connection. */
    private void runUnlessAnotherNodeDoes(KeycloakSessionFactory factory) {
        try (KeycloakSession session = factory.create()) {
            boolean executed =
                    session.getProvider(ClusterProvider.class)
                            .executeIfNotExecuted(
                                    NAME,
                                    options.interval(),
                                    () -> {
                                        run(factory);
                                        return null;
                                    })
                            .isExecuted();
            LOG.debugf("Guest expiry %s", executed ? "done" : "is done by another node");
        } catch (RuntimeException e) {
            LOG.warn("Guests could not be looked through, the next turn tries again", e);
        }
    }

    private void run(KeycloakSessionFactory factory) {
        Pace pace = new Pace(options, stop);
        Tally tally = new ExpiryRun(factory, periods, options, pace).run();
        LOG.log(
                tally.isWorthALine() ? Logger.Level.INFO : Logger.Level.DEBUG,
                tally.text(pace.millis()));
    }

    /** Ends the turns, and waits for a batch that is being deleted. */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (!idle.tryAcquire(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("The server stops while guests are deleted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
