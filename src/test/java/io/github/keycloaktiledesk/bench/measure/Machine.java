// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** The machine that all runs on. */
public final class Machine {

    private Machine() {}

    /**
     * Its processors, and how many processes wanted one in the last minute: what else it does. To
     * be asked before anything is started.
     */
    public static String busy() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return "%d cores (load average before: %.1f)"
                .formatted(system.getAvailableProcessors(), system.getSystemLoadAverage());
    }
}
