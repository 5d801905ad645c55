// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Calls at the same moment, each in a thread of its own. */
public final class AtOnce {

    private AtOnce() {}

    /** Makes all calls, none before all threads are there, and returns the answers in order. */
    public static <T> List<T> call(List<Supplier<T>> calls) {
        CountDownLatch waiting = new CountDownLatch(calls.size());
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<Future<T>> pending = new ArrayList<>();
            for (Supplier<T> call : calls) {
                pending.add(threads.submit(after(waiting, call)));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : pending) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new AssertionError("A call got no answer", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> Callable<T> after(CountDownLatch waiting, Supplier<T> call) {
        return () -> {
            waiting.countDown();
            waiting.await();
            return call.get();
        };
    }
}
