// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.function.Supplier;

/** Something that tests share, because it takes long to start. */
final class Shared<T> {

    private final String name;
    private final Supplier<T> start;
    private T started;
    private RuntimeException failure;

    Shared(String name, Supplier<T> start) {
        this.name = name;
        this.start = start;
    }

    /** Started by the first caller; a start that failed is not tried again by every test. */
    synchronized T get() {
        if (failure != null) {
            throw new IllegalStateException(name + " did not start, see the first test", failure);
        }
        if (started == null) {
            started = startOnce();
        }
        return started;
    }

    private T startOnce() {
        try {
            return start.get();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
