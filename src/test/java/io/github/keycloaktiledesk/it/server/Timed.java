package io.github.keycloaktiledesk.it.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * An answer and how long it took.
 *
 * @param answer the answer
 * @param millis milliseconds from the call to the answer
 */
public record Timed(Answer answer, long millis) {

    /** Makes a call. */
    public static Timed call(Supplier<Answer> call) {
        long start = System.nanoTime();
        Answer answer = call.get();
        return new Timed(answer, (System.nanoTime() - start) / 1_000_000);
    }

    /** Makes the same call several times at once. */
    public static List<CompletableFuture<Timed>> start(int times, Supplier<Answer> call) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        List<CompletableFuture<Timed>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            calls.add(CompletableFuture.supplyAsync(() -> call(call), threads));
        }
        threads.shutdown();
        return calls;
    }

    /** Waits for calls. */
    public static List<Timed> join(List<CompletableFuture<Timed>> calls) {
        return calls.stream().map(CompletableFuture::join).toList();
    }
}
