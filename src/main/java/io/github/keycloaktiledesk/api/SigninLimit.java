// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import io.github.keycloaktiledesk.guest.limit.ClientAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * How many agents this node lets sign in at once. Passwords are checked slowly on purpose, and
 * whoever waits for that holds one of the server's threads: without a limit, agents could take all
 * of them, and visitors and customers would wait behind. No address has more than half of the
 * places and no realm more than three quarters, so that others are let in whoever takes all that it
 * gets. Nobody waits in front of it, and neither e-mail nor password is looked at before it, so
 * whoever is refused learns nothing. May be used by many threads.
 */
final class SigninLimit {

    /**
     * Half of the threads that Keycloak has unless {@code http-pool-max-threads} says otherwise.
     */
    static final int DEFAULT = Math.max(25, 2 * Runtime.getRuntime().availableProcessors());

    private static final Logger LOG = Logger.getLogger(SigninLimit.class);

    private static final double OF_AN_ADDRESS = 0.5;
    private static final double OF_A_REALM = 0.75;

    private static final long LINE_NANOS = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final Share<SigninLimit> node;
    private final Share<String> realms;
    private final Share<String> addresses;
    private final AtomicLong lineAt = new AtomicLong(System.nanoTime() - LINE_NANOS);

    /**
     * A limit.
     *
     * @param most how many; 0 for any number
     */
    SigninLimit(int most) {
        this.most = most;
        this.node = new Share<>(most);
        this.realms = new Share<>(part(OF_A_REALM));
        this.addresses = new Share<>(part(OF_AN_ADDRESS));
    }

    private int part(double of) {
        return (int) Math.ceil(of * most);
    }

    /**
     * Lets an agent sign in, if there is a place.
     *
     * @param realmId the realm
     * @param remoteHost the client's address as Keycloak has it, or null
     * @return a place, or {@link Place#NONE}; to be left when all that the call does is done
     */
    Place enter(String realmId, String remoteHost) {
        if (most == 0) {
            return Place.UNBOUNDED;
        }
        String address = ClientAddress.key(remoteHost);
        if (!addresses.take(address)) {
            return refuse();
        }
        if (!realms.take(realmId)) {
            addresses.giveBack(address);
            return refuse();
        }
        if (!node.take(this)) {
            leave(realmId, address);
            return refuse();
        }
        return Place.leftBy(
                () -> {
                    node.giveBack(this);
                    leave(realmId, address);
                });
    }

    private void leave(String realmId, String address) {
        realms.giveBack(realmId);
        addresses.giveBack(address);
    }

    /** Whether nobody signs in, and nothing is remembered of who did. */
    boolean isUnused() {
        return node.isUnused() && realms.isUnused() && addresses.isUnused();
    }

    /** No event either: a flood shall not fill the log or the database. */
    private Place refuse() {
        long last = lineAt.get();
        long now = System.nanoTime();
        if (now - last >= LINE_NANOS && lineAt.compareAndSet(last, now)) {
            LOG.warnf(
                    "Not answered now: as many agents sign in as max-signins allows, %d, or as many of one realm or address",
                    most);
        }
        return Place.NONE;
    }

    /**
     * A place among those who sign in.
     *
     * @param isFree whether there was one
     * @param leaving what to do when it is left
     */
    record Place(boolean isFree, Runnable leaving) implements AutoCloseable {

        /** Nobody may sign in. */
        static final Place NONE = new Place(false, () -> {});

        /** Where nothing is counted. */
        static final Place UNBOUNDED = leftBy(() -> {});

        private static Place leftBy(Runnable leaving) {
            return new Place(true, leaving);
        }

        @Override
        public void close() {
            leaving.run();
        }
    }
}
