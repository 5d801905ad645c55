// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When it is written that a guest was seen. */
class GuestSeenIT {

    private static final String SEEN = "tiledesk.guest.seen";

    @AutoClose private static final TestRealm REALM = TestRealm.create();

    private final RealmUsers users = new RealmUsers(REALM);

    @Test
    void isWrittenAtTheSignIn() {
        String id = Somebody.VISITOR.signIn(REALM).userId();

        assertThat(seen(id)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertIsNow(id);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 23})
    void isNotWrittenAgainWithinADay(int hours) {
        Answer guest = Somebody.VISITOR.signIn(REALM);
        String before = hoursAgo(hours);
        set(guest.userId(), List.of(before));

        resume(guest);

        assertThat(seen(guest.userId())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 700})
    void isWrittenByOneResumeADay(int hours) {
        Answer guest = Somebody.VISITOR.signIn(REALM);
        set(guest.userId(), List.of(hoursAgo(hours)));

        Answer again = resume(guest);

        assertThat(again.token()).isEqualTo(guest.token());
        assertIsNow(guest.userId());
        String written = seen(guest.userId());
        resume(guest);
        assertThat(seen(guest.userId())).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday"})
    void isWrittenWhereAnAdministratorHasLeftNoTime(String text) {
        Answer guest = Somebody.VISITOR.signIn(REALM);
        set(guest.userId(), text.isEmpty() ? List.of() : List.of(text));

        resume(guest);

        assertIsNow(guest.userId());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isWrittenBySeveralResumesAtOnce(boolean seenBefore) {
        Answer guest = Somebody.VISITOR.signIn(REALM);
        set(guest.userId(), seenBefore ? List.of(hoursAgo(48)) : List.of());
        Supplier<Integer> resume = () -> REALM.calls().customToken(guest.token()).status();

        assertThat(AtOnce.call(Collections.nCopies(8, resume))).containsOnly(200);

        assertIsNow(guest.userId());
    }

    @ParameterizedTest
    @EnumSource(names = {"AGENT", "CUSTOMER"})
    void isNotWrittenOfOthers(Somebody somebody) {
        Answer answer = somebody.signIn(REALM);
        assertThat(REALM.calls().customToken(answer.token()).status()).isEqualTo(200);

        assertThat(users.read(answer.userId()).getAttributes())
                .satisfiesAnyOf(
                        attributes -> assertThat(attributes).isNull(),
                        attributes -> assertThat(attributes).doesNotContainKey(SEEN));
    }

    private static String hoursAgo(int hours) {
        return Instant.now()
                .minus(hours, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private Answer resume(Answer guest) {
        Answer again = REALM.calls().customToken(guest.token());
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        return again;
    }

    private void set(String id, List<String> values) {
        users.change(id, user -> user.getAttributes().put(SEEN, values));
    }

    private String seen(String id) {
        return users.read(id).getAttributes().get(SEEN).get(0);
    }

    private void assertIsNow(String id) {
        assertThat(Instant.parse(seen(id)))
                .isCloseTo(Instant.now(), within(60, ChronoUnit.SECONDS));
    }
}
