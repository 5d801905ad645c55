// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.step;

import java.util.Optional;

/** Ends a step early with a {@link Refusal}. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /**
     * An exception that carries a refusal.
     *
     * @param refusal why the step ends
     */
    public RefusedException(Refusal refusal) {
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
    }

    /**
     * Why the step ends.
     *
     * @return the refusal
     */
    public Refusal refusal() {
        return refusal;
    }

    /**
     * Refuses, if there is a reason to.
     *
     * @param refusal why, or empty
     * @throws RefusedException if there is one
     */
    public static void throwIf(Optional<Refusal> refusal) throws RefusedException {
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
    }
}
