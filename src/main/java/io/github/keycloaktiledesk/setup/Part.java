// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import java.util.List;

/** A part of a realm that a setup makes. */
interface Part {

    /** Makes it, unless it is there. */
    Outcome make();

    /**
     * Removes it, if a setup has made it, nobody has changed it since, and nothing uses it.
     *
     * @param before what has become of the parts that may need it
     */
    Outcome remove(List<Outcome> before);
}
