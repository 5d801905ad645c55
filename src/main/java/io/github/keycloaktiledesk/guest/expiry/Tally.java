// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

/** What a run has done. */
final class Tally {

    private int deleted;
    private int withSession;
    private int failed;
    private boolean cutShort;

    int deleted() {
        return deleted;
    }

    void add(ExpiredGuest.End end) {
        switch (end) {
            case DELETED -> deleted++;
            case HAS_SESSION -> withSession++;
            case NOT_EXPIRED -> {
                // Not one that the clean-up has anything to do with.
            }
        }
    }

    void addAll(Tally other) {
        deleted += other.deleted;
        withSession += other.withSession;
        failed += other.failed;
    }

    /** Counts one that could not be deleted; says how many there were before. */
    int addFailed() {
        return failed++;
    }

    void cutShort() {
        cutShort = true;
    }

    /** Whether there is something to tell an administrator. */
    boolean isWorthALine() {
        return deleted > 0 || failed > 0 || cutShort;
    }

    /** For the log. */
    String text(long millis) {
        return "Guests not seen for too long: %d deleted, %d left (%d have a session, %d could not be deleted), %.1f seconds%s"
                .formatted(
                        deleted,
                        withSession + failed,
                        withSession,
                        failed,
                        millis / 1000.0,
                        cutShort ? "; stopped before the end, the next run goes on" : "");
    }
}
