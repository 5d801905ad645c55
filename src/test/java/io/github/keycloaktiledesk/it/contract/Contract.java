// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.contract;

import io.github.keycloaktiledesk.it.server.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recorded cases, our table of differences, and a realm of our server to compare them with. */
public final class Contract implements AutoCloseable {

    private final Map<String, ContractCase> cases = new LinkedHashMap<>();
    private final Differences differences = Differences.read();
    private final Map<String, Difference> listed = differences.byCase();
    private final ContractRealm realm = new ContractRealm();
    private final Sender sender = new Sender(cases, realm);

    /** Starts the server, if it does not run yet. */
    public Contract() {
        for (ContractCase recorded : Resources.read("cases.json", ContractCase[].class)) {
            cases.put(recorded.id(), recorded);
        }
    }

    /** All cases, in the order in which they were recorded. */
    public Collection<ContractCase> cases() {
        return cases.values();
    }

    /** What is wrong with the table of differences, apart from what the cases show. */
    public List<String> errorsOfTable() {
        return differences.errors(cases.keySet());
    }

    /** Sends a case's request and says what is wrong with our answer, or with the table. */
    public List<String> check(ContractCase recorded) {
        Placeholders placeholders = realm.placeholders();
        Answer answer = sender.send(recorded, placeholders);
        List<String> errors = new ArrayList<>(RealmToken.errors(answer, realm.issuer()));
        Difference difference = listed.get(recorded.id());
        if (difference == null) {
            errors.addAll(
                    recorded.response() == null
                            ? List.of("recorded without an answer, and not in the table")
                            : Comparison.of(answer, Expected.recorded(recorded), placeholders));
        } else {
            errors.addAll(Comparison.of(answer, Expected.ours(recorded, difference), placeholders));
            if (isMet(recorded, answer, placeholders)) {
                errors.add("met as recorded: take it out of the table");
            }
        }
        if (!errors.isEmpty()) {
            errors.add("in the answer " + answer.text());
        }
        return errors;
    }

    private static boolean isMet(ContractCase recorded, Answer answer, Placeholders placeholders) {
        return recorded.response() != null
                && Comparison.of(answer, Expected.recorded(recorded), placeholders).isEmpty();
    }

    /** Deletes the realm. */
    @Override
    public void close() {
        realm.close();
    }
}
