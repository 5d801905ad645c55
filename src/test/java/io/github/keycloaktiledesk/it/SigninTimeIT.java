// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.KeycloakServer;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No time tells a known e-mail from an unknown one: whoever is refused, one password is hashed. A
 * hash more or less is most of what a refusal costs, so the bound is far from both; and what is
 * found is an accident of a busy machine unless it is found each time.
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
    }

    /** That a difference would be found: as the page on agents says, here there is one. */
    @Test
    void tellsAnImportedAccountAsTheDocumentationSays() {
        String imported = "imported@example.com";
        new RealmUsers(realm)
                .createAgent(imported, ImportedPasswordIT.withHash(ImportedPasswordIT.EMILS_HASH));

        RefusalTimes times = RefusalTimes.of(SERVER, realm, List.of(UNKNOWN, imported));

        System.out.println("Refusals of signin:\n" + times.table(UNKNOWN));
        assertThat(times.longerWait(imported, UNKNOWN)).isLessThan(-BOUND);
        assertThat(times.moreWork(imported, UNKNOWN)).isLessThan(-BOUND);
    }

    /** Those that differ in every try. */
    private static Set<String> toldFromUnknown(List<String> emails) {
        Set<String> told = new HashSet<>(emails);
        for (int i = 0; i < TRIES && !told.isEmpty(); i++) {
            told.add(UNKNOWN);
            RefusalTimes times = RefusalTimes.of(SERVER, realm, told);
            System.out.println("Refusals of signin:\n" + times.table(UNKNOWN));
            told.retainAll(times.toldFrom(UNKNOWN, BOUND));
        }
        return told;
    }
}
