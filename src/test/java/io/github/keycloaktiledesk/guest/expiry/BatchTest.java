// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchTest {

    @Test
    void isOfOneRealmAndNoLargerThanAsked() {
        List<Batch> batches = Batch.of(found("a1", "b1", "a2", "a3", "b2", "a4", "a5"), 2);

        assertThat(batches)
                .containsExactly(
                        new Batch("a", found("a1", "a2")),
                        new Batch("a", found("a3", "a4")),
                        new Batch("a", found("a5")),
                        new Batch("b", found("b1", "b2")));
        assertThat(batches.get(0).oneByOne())
                .containsExactly(new Batch("a", found("a1")), new Batch("a", found("a2")));
        assertThat(Batch.of(List.of(), 2)).isEmpty();
    }

    private static List<SeenAttribute> found(String... users) {
        return Stream.of(users)
                .map(user -> new SeenAttribute(user, "", user, user.substring(0, 1)))
                .toList();
    }
}
