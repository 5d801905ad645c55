// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The table of all cases in which we differ from what was recorded, and why.
 *
 * @param kinds what differs, by a short name
 * @param table what we answer
 */
record Differences(Map<String, Kind> kinds, List<Difference> table) {

    /**
     * A kind of differences.
     *
     * @param ours what our server does
     * @param why the reason
     */
    record Kind(String ours, String why) {}

    static Differences read() {
        return Resources.read("differences.json", Differences.class);
    }

    /** By the id of a case. */
    Map<String, Difference> byCase() {
        Map<String, Difference> found = new HashMap<>();
        for (Difference row : table) {
            for (String id : row.cases()) {
                if (found.put(id, row) != null) {
                    throw new AssertionError(id + " stands in the table twice");
                }
            }
        }
        return found;
    }

    /** What is wrong with the table itself. */
    List<String> errors(Set<String> caseIds) {
        Set<String> errors = new TreeSet<>();
        byCase().keySet().stream()
                .filter(id -> !caseIds.contains(id))
                .forEach(id -> errors.add("no such case: " + id));
        Set<String> used = table.stream().map(Difference::kind).collect(Collectors.toSet());
        used.stream()
                .filter(kind -> !kinds.containsKey(kind))
                .forEach(kind -> errors.add("no reason for: " + kind));
        kinds.keySet().stream()
                .filter(kind -> !used.contains(kind))
                .forEach(kind -> errors.add("no case of: " + kind));
        return List.copyOf(errors);
    }
}
