// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Calls whose answers are waited for later, while the test does something else. */
public final class Pending {

    private Pending() {}

    /** Makes the same call several times at once. */
    public static List<CompletableFuture<Answer>> calls(int times, Supplier<Answer> call) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            calls.add(CompletableFuture.supplyAsync(call, threads));
        }
        threads.shutdown();
        return calls;
    }

    /** Waits for the answers. */
    public static List<Answer> answers(List<CompletableFuture<Answer>> calls) {
        return calls.stream().map(CompletableFuture::join).toList();
    }
}
