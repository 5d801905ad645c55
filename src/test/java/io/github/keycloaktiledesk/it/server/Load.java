// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls one after another, each kind in a thread of its own, until they are ended. */
public final class Load {

    /** Between two calls of a kind, so that the quick ones do not keep the machine busy. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final long END_SECONDS = 90;

    private final Queue<Entry> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> unanswered = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private final Duration pause;
    private volatile boolean ended;

    private Load(int size, Duration pause) {
        threads = Executors.newFixedThreadPool(size);
        this.pause = pause;
    }

    /**
     * One answer, to one kind of call.
     *
     * @param began when it was called for
     * @param ended when it was there
     */
    public record Entry(String kind, Instant began, Instant ended, Answer answer) {}

    /** Begins to make these calls, each known by its kind. */
    public static Load of(Map<String, Supplier<Answer>> calls) {
        return of(calls, PAUSE);
    }

    /** Begins to make these calls with such a pause between two of a kind. */
    public static Load of(Map<String, Supplier<Answer>> calls, Duration pause) {
        Load load = new Load(calls.size(), pause);
        calls.forEach((kind, call) -> load.threads.execute(() -> load.run(kind, call)));
        return load;
    }

    private void run(String kind, Supplier<Answer> call) {
        while (!ended) {
            Instant began = Instant.now();
            try {
                Answer answer = call.get();
                answers.add(new Entry(kind, began, Instant.now(), answer));
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                unanswered.add(e);
            }
        }
    }

    /** What has been answered so far, in this order. */
    public List<Entry> answers() {
        return List.copyOf(answers);
    }

    /** What calls have failed of that were not answered. */
    public List<Throwable> unanswered() {
        return List.copyOf(unanswered);
    }

    /**
     * Begins no more calls, and waits for those under way.
     *
     * @throws AssertionError if one hangs
     */
    public void end() {
        ended = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
                throw new AssertionError("A call hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
