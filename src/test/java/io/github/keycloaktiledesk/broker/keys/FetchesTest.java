// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.it.server.SigningKey;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.outgoing.OutgoingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FetchesTest {

    private static final PublicKeys BEFORE = new PublicKeys(List.of());
    private static final PublicKeys AFTER =
            PublicKeys.parse(SigningKey.generate("RS256", "k1").pem());

    private final AtomicLong clock = new AtomicLong();
    private final RecentFetches recent = new RecentFetches(clock::get);
    private final Fetches fetches = new Fetches(recent);
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void pausesAfterAFailureAndForgetsIt() throws KeysUnavailableException {
        fail("a");

        assertThatThrownBy(() -> recent.checkPause("a"))
                .isInstanceOfSatisfying(
                        KeysUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(10))
                .hasMessage("down");
        recent.checkPause("b");
        passSeconds(9);
        assertThatThrownBy(() -> fetch("a"))
                .isInstanceOfSatisfying(
                        KeysUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(1));
        passSeconds(1);
        recent.checkPause("a");
        assertThat(fetch("a")).isSameAs(AFTER);
    }

    @Test
    void letsReadersHaveTheOldKeysMeanwhile() throws Exception {
        Hanging hanging = new Hanging("a");
        hanging.begun.await();

        assertThat(fetches.cached("a", () -> AFTER)).isSameAs(BEFORE);
        assertThat(fetches.cached("b", () -> AFTER)).isSameAs(AFTER);
        assertThat(fetch("b")).isSameAs(AFTER);

        hanging.end.countDown();
        assertThat(hanging.result.get()).isSameAs(AFTER);
        assertThat(fetches.cached("a", () -> AFTER)).isSameAs(AFTER);
    }

    /** The cache would have whoever asks it wait, for it knows nothing of settings. */
    @Test
    void keepsAwayFromTheCacheWhenTheSettingsAreChangedMeanwhile() throws Exception {
        Hanging hanging = new Hanging("a", "a old");
        hanging.begun.await();

        assertThat(fetches.cached("a", FetchesTest::askNobody)).isSameAs(BEFORE);
        assertThatThrownBy(() -> fetches.fetch("a", "a new", FetchesTest::askNobody, () -> AFTER))
                .hasMessageContaining("old settings");
        assertThat(fetches.cached("b", () -> AFTER)).isSameAs(AFTER);
        assertThat(fetch("b")).isSameAs(AFTER);

        hanging.end.countDown();
        hanging.result.get();
        assertThat(fetches.fetch("a", "a new", () -> BEFORE, () -> AFTER)).isSameAs(AFTER);
    }

    @Test
    void heedsNoFailureOfOldSettings() throws Exception {
        assertThatThrownBy(
                        () ->
                                fetches.fetch(
                                        "a",
                                        "a old",
                                        () -> BEFORE,
                                        () -> {
                                            throw new OutgoingException("down");
                                        }))
                .hasMessage("down");

        assertThat(fetches.fetch("a", "a new", () -> BEFORE, () -> AFTER)).isSameAs(AFTER);
    }

    private static PublicKeys askNobody() {
        throw new AssertionError("asked the cache");
    }

    @Test
    void letsFourWaitForOne() throws Exception {
        Hanging hanging = new Hanging("a");
        hanging.begun.await();
        List<CompletableFuture<PublicKeys>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(start("a"));
        }
        Soon.isTrue(
                Duration.ofSeconds(10),
                "all four wait",
                () -> threads.stream().allMatch(FetchesTest::isWaiting));
        // The fifth, whichever it is, is refused at once, and no place is lost by that.
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> fetch("a")).hasMessageContaining("others wait");
        }

        hanging.end.countDown();
        for (CompletableFuture<PublicKeys> call : waiting) {
            assertThat(call.get()).isSameAs(AFTER);
        }
    }

    @Test
    void bindsSixteenCallsAtMost() throws Exception {
        List<Hanging> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            all.add(new Hanging("site " + i));
            all.get(i).begun.await();
        }

        assertThatThrownBy(() -> fetch("another")).hasMessageContaining("too many");

        for (Hanging hanging : all) {
            hanging.end.countDown();
            hanging.result.get();
        }
        assertThat(fetch("another")).isSameAs(AFTER);
    }

    @Test
    void isNotBlockedByADefect() throws KeysUnavailableException {
        assertThatThrownBy(
                        () ->
                                fetches.fetch(
                                        "a",
                                        "a",
                                        () -> BEFORE,
                                        () -> {
                                            throw new IllegalStateException("a defect");
                                        }))
                .hasMessage("a defect");

        assertThatThrownBy(() -> fetch("a")).hasMessage("unexpected trouble");
        passSeconds(10);
        assertThat(fetch("a")).isSameAs(AFTER);
    }

    private PublicKeys fetch(String site) throws KeysUnavailableException {
        return fetches.fetch(site, site, () -> BEFORE, () -> AFTER);
    }

    private CompletableFuture<PublicKeys> start(String site) {
        CompletableFuture<PublicKeys> result = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                result.complete(fetch(site));
                            } catch (KeysUnavailableException e) {
                                result.completeExceptionally(e);
                            }
                        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return result;
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    private void fail(String site) {
        assertThatThrownBy(
                        () ->
                                fetches.fetch(
                                        site,
                                        site,
                                        () -> BEFORE,
                                        () -> {
                                            throw new OutgoingException("down");
                                        }))
                .hasMessage("down");
    }

    private void passSeconds(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    /** A fetch that ends when it is told to. */
    private final class Hanging {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final CompletableFuture<PublicKeys> result = new CompletableFuture<>();

        Hanging(String site) {
            this(site, site);
        }

        Hanging(String provider, String site) {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    result.complete(
                                            fetches.fetch(
                                                    provider, site, () -> BEFORE, this::hang));
                                } catch (KeysUnavailableException e) {
                                    result.completeExceptionally(e);
                                }
                            });
            thread.setDaemon(true);
            thread.start();
        }

        private PublicKeys hang() throws OutgoingException {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new OutgoingException("interrupted");
            }
            return AFTER;
        }
    }
}
