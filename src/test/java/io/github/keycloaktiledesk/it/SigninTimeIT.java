// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No time tells a known e-mail from an unknown one: whoever is refused, one password is hashed. A
 * hash more or less is most of what a refusal costs, so the bound, {@value #BOUND} of a refusal, is
 * far from both; and what is found is an accident of a busy machine unless it is found each time.
 * {@link RefusalTimes#toldFrom} says what counts as found.
 */
@Tag("slow")
@Tag("distribution")
class SigninTimeIT {

    private static final double BOUND = 0.35;
    private static final int TRIES = 3;

    private static final KeycloakServer SERVER = KeycloakServer.behindProxy();
    private static final String UNKNOWN = AccountKind.UNKNOWN.email();

    private static TestRealm realm;

    @BeforeAll
    static void create() {
        realm = TestRealm.createOn(SERVER, AccountKind::watch);
    }

    @AfterAll
    static void delete() {
        realm.close();
    }

    @Test
    void isTheSameForKnownAndUnknownEmails() {
        List<String> emails = new ArrayList<>();
        for (AccountKind kind : AccountKind.values()) {
            emails.add(kind.prepare(realm));
        }

        assertThat(toldFromUnknown(emails)).isEmpty();
        String locked = new RealmUsers(realm).idOf(AccountKind.LOCKED_AGENT.email());
        assertThat(AccountKind.isLocked(realm, locked)).as("still locked").isTrue();
    }

    /** That a difference would be found: as the page on agents says, here there is one. */
    @Test
    void tellsAnImportedAccountAsTheDocumentationSays() {
        String imported = "imported@example.com";
        new RealmUsers(realm)
                .createAgent(imported, ImportedPasswordIT.withHash(ImportedPasswordIT.EMILS_HASH));

        boolean told = false;
        for (int i = 0; i < TRIES && !told; i++) {
            RefusalTimes times = measure(List.of(UNKNOWN, imported));
            told =
                    times.isToldByWait(imported, UNKNOWN, BOUND)
                            && times.longerWait(imported, UNKNOWN) < 0
                            && times.moreWork(imported, UNKNOWN) < -BOUND;
        }
        assertThat(told).isTrue();
    }

    /** Those that differ in every try. */
    private static Set<String> toldFromUnknown(List<String> emails) {
        Set<String> told = new HashSet<>(emails);
        for (int i = 0; i < TRIES && !told.isEmpty(); i++) {
            told.add(UNKNOWN);
            told.retainAll(measure(told).toldFrom(UNKNOWN, BOUND));
        }
        return told;
    }

    private static RefusalTimes measure(Collection<String> emails) {
        RefusalTimes times = RefusalTimes.of(SERVER, realm, emails);
        System.out.println("Refusals of signin:\n" + times.table(UNKNOWN));
        return times;
    }
}
