// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import java.util.stream.Stream;

/** A question about a realm. */
interface Check {

    /** The answer. */
    Stream<Finding> run();
}
