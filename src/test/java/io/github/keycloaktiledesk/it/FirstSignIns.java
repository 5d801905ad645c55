// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A customer whose page makes several calls before any of them is answered. */
final class FirstSignIns {

    private static final int CALLS = 8;

    private FirstSignIns() {}

    /**
     * Signs a new customer in eight times at the same moment, at all nodes in turn, which must make
     * one user only.
     *
     * @param nodes one realm, as each of the nodes has it
     */
    static void assertMakeOneUser(String id, TestRealm... nodes) {
        RealmUsers users = new RealmUsers(nodes[0]);
        int before = users.count();

        List<Answer> answers =
                AtOnce.call(
                        IntStream.range(0, CALLS)
                                .mapToObj(i -> signIn(id, nodes[i % nodes.length]))
                                .toList());

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.status()).as(answer.text()).isEqualTo(200));
        String user = answers.get(0).userId();
        assertThat(answers).extracting(Answer::userId).containsOnly(user);
        assertThat(users.count()).isEqualTo(before + 1);
        assertThat(users.having("tiledesk.customer.id", id)).hasSize(1);
        assertThat(new CustomerCalls(nodes[0]).links(user)).hasSize(1);
    }

    private static Supplier<Answer> signIn(String id, TestRealm node) {
        return () -> new CustomerCalls(node).signIn(id);
    }
}
