// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a benchmark's report is written to. */
final class ReportFile {

    private ReportFile() {}

    /**
     * Writes it.
     *
     * @param where a file, or the folder of all reports
     * @param name the report's name there
     */
    static void write(Path where, String name, String report) throws IOException {
        Files.writeString(Files.isDirectory(where) ? where.resolve(name) : where, report);
    }
}
