// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.overload;

import io.github.keycloaktiledesk.bench.load.Offering;

/**
 * What became of a flood of agents who sign in, while some visitors come and some come back.
 *
 * @param settings what these are called
 * @param bounded whether agents may not have all threads under these settings
 * @param perSecond how many agents are served a second without a flood
 * @param calm what became of the visitors before
 * @param flood what became of all
 */
record Flood(String settings, boolean bounded, double perSecond, Offering calm, Offering flood) {}
