// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server that these tests start leaves nothing behind. */
@Tag(TiledeskServer.TAG)
class TiledeskServerIT {

    @Test
    void startsNothingWhereItsLastPartCannotStart() {
        Set<Long> before = started();
        Map<String, String> noVariable = Map.of("A=B", "");

        assertThatThrownBy(() -> TiledeskServer.start(noVariable))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(before).containsAll(started());
    }

    private static Set<Long> started() {
        return ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }
}
