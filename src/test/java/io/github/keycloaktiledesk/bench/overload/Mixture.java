// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.overload;

import io.github.keycloaktiledesk.bench.load.Offering;
import java.util.List;

/**
 * What became of all calls at once, more than can be served.
 *
 * @param perSecond how many are served a second without overload
 * @param offering what became of them
 * @param readings of what the server held: before, after each minute, and when all was over
 */
record Mixture(double perSecond, Offering offering, List<Vitals.Reading> readings) {

    /** After the first minute, when Java has compiled what it will. */
    Vitals.Reading first() {
        return readings.get(1);
    }

    /** When all was over. */
    Vitals.Reading last() {
        return readings.get(readings.size() - 1);
    }
}
