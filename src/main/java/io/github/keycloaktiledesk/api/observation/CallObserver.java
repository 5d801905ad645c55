// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api.observation;

import io.github.keycloaktiledesk.call.TiledeskCall;

/** Is told what becomes known of a call while it is answered. */
public interface CallObserver {

    /** Nobody listens. */
    CallObserver NONE =
            new CallObserver() {

                @Override
                public void is(TiledeskCall call) {
                    // Nobody listens.
                }

                @Override
                public void busy() {
                    // Nobody listens.
                }
            };

    /**
     * Tells which of its endpoint's calls it is.
     *
     * @param call the call
     */
    void is(TiledeskCall call);

    /** Tells that it is not answered now because as many are at it as may be. */
    void busy();
}
