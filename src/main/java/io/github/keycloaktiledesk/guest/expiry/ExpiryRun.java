// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import io.github.keycloaktiledesk.user.LastSeen;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakSessionTaskWithResult;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One walk through the guests of all realms, those first who have been away for longest. It reads a
 * page, deletes it batch by batch, and holds neither transaction nor connection in between.
 */
final class ExpiryRun {

    private static final Logger LOG = Logger.getLogger(ExpiryRun.class);
    private static final int PAGE = 500;

    /** One after another: then it is not the guests that something is wrong with. */
    private static final int MOST_FAILURES = 100;

    private static final int MOST_WARNINGS = 10;

    private final KeycloakSessionFactory factory;
    private final RealmPeriods periods;
    private final int batchSize;
    private final Pace pace;
    private final Tally tally = new Tally();
    private int failuresInARow;

    ExpiryRun(
            KeycloakSessionFactory factory,
            RealmPeriods periods,
            ExpiryOptions options,
            Pace pace) {
        this.factory = factory;
        this.periods = periods;
        this.batchSize = options.mostAtOnce();
        this.pace = pace;
    }

    /** Runs to the end, or until its time is over. Throws only if nothing can be read. */
    Tally run() {
        SeenAttribute last = SeenAttribute.NONE;
        List<SeenAttribute> page;
        do {
            // Anew for each page: an administrator who says 'never' does not want to wait.
            Cutoffs cutoffs = new Cutoffs(inTransaction(periods::read), LastSeen.now());
            page = read(cutoffs, last);
            if (!delete(page, cutoffs)) {
                tally.cutShort();
                break;
            }
            last = page.isEmpty() ? last : page.get(page.size() - 1);
        } while (page.size() == PAGE);
        return tally;
    }

    private List<SeenAttribute> read(Cutoffs cutoffs, SeenAttribute last) {
        Optional<String> before = cutoffs.latest();
        return before.isEmpty()
                ? List.of()
                : inTransaction(session -> last.next(session, before.get(), PAGE));
    }

    /** Says whether the run goes on. */
    private boolean delete(List<SeenAttribute> page, Cutoffs cutoffs) {
        List<SeenAttribute> expired =
                page.stream()
                        .filter(guest -> cutoffs.isPast(guest.realm(), guest.value()))
                        .toList();
        for (Batch batch : Batch.of(expired, batchSize)) {
            if (!pace.awaitTurn(batch.guests().size())) {
                return false;
            }
            long start = pace.millis();
            boolean goesOn = delete(batch, cutoffs);
            LOG.debugf(
                    "%d guests in %d milliseconds", batch.guests().size(), pace.millis() - start);
            if (!goesOn) {
                return false;
            }
        }
        return pace.awaitTurn(0);
    }

    private boolean delete(Batch batch, Cutoffs cutoffs) {
        try {
            tally.addAll(inTransaction(session -> batch.delete(session, cutoffs)));
            failuresInARow = 0;
            return true;
        } catch (RuntimeException e) {
            if (batch.guests().size() == 1) {
                fail(batch.guests().get(0), e);
                return ++failuresInARow < MOST_FAILURES;
            }
            LOG.debugf(e, "%d guests could not be deleted together", batch.guests().size());
            return batch.oneByOne().stream()
                    .allMatch(one -> pace.awaitTurn(0) && delete(one, cutoffs));
        }
    }

    private void fail(SeenAttribute guest, RuntimeException e) {
        LOG.logf(
                tally.addFailed() < MOST_WARNINGS ? Logger.Level.WARN : Logger.Level.DEBUG,
                "The guest %s could not be deleted: %s",
                guest.user(),
                e.getClass().getSimpleName());
        LOG.debug("Why the guest could not be deleted", e);
    }

    private <T> T inTransaction(KeycloakSessionTaskWithResult<T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, null, work, "Tiledesk guest expiry");
    }
}
