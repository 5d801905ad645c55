// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for something that may hang, but not for ever. */
final class TimeLimit {

    private TimeLimit() {}

    /**
     * @throws IllegalStateException if it failed or took too long, saying which
     */
    static <T> T call(String what, long limit, TimeUnit unit, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(future, what);
        thread.setDaemon(true);
        thread.start();
        try {
            return future.get(limit, unit);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new IllegalStateException(
                    what + " took longer than " + limit + " " + unit.name().toLowerCase(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(what + " failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " was interrupted", e);
        }
    }
}
