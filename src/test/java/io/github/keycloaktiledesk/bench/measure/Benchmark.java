// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.measure;

import java.io.IOException;

/** Something that a person has measured. */
public interface Benchmark {

    /**
     * Measures it and writes its report.
     *
     * @throws IllegalStateException if what was measured is out of bounds, after the report has
     *     been written
     */
    void run(Options options) throws IOException;
}
