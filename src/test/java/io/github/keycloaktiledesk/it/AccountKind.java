// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.OneTimeCode;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** Whose e-mail somebody may try at {@code signin} who does not know the password. */
enum AccountKind {
    /** There is nobody of this e-mail. */
    UNKNOWN {
        @Override
        String prepare(TestRealm realm) {
            return email();
        }
    },
    AGENT {
        @Override
        String prepare(TestRealm realm) {
            new RealmUsers(realm).createAgent(email());
            return email();
        }
    },
    DISABLED_AGENT {
        @Override
        String prepare(TestRealm realm) {
            new RealmUsers(realm).createAgent(email(), agent -> agent.setEnabled(false));
            return email();
        }
    },
    /** By Keycloak's brute-force protection. */
    LOCKED_AGENT {
        @Override
        String prepare(TestRealm realm) {
            String id = new RealmUsers(realm).createAgent(email());
            failAt(realm, 1);
            realm.calls().signin(email(), "wrong");
            Soon.isTrue(Duration.ofSeconds(10), "the agent is locked", () -> isLocked(realm, id));
            failAt(realm, NEVER);
            return email();
        }
    },
    AGENT_WITH_REQUIRED_ACTION {
        @Override
        String prepare(TestRealm realm) {
            new RealmUsers(realm)
                    .createAgent(
                            email(), agent -> agent.setRequiredActions(List.of("UPDATE_PASSWORD")));
            return email();
        }
    },
    AGENT_WITH_ONE_TIME_CODE {
        @Override
        String prepare(TestRealm realm) {
            new RealmUsers(realm)
                    .createAgent(email(), agent -> agent.setCredentials(OneTimeCode.credentials()));
            return email();
        }
    },
    /** One who logs in by an identity provider, or has been imported without a password. */
    AGENT_WITHOUT_PASSWORD {
        @Override
        String prepare(TestRealm realm) {
            new RealmUsers(realm).createAgent(email(), agent -> agent.setCredentials(List.of()));
            return email();
        }
    },
    DISABLED_AGENT_WITHOUT_PASSWORD {
        @Override
        String prepare(TestRealm realm) {
            new RealmUsers(realm)
                    .createAgent(
                            email(),
                            agent -> {
                                agent.setCredentials(List.of());
                                agent.setEnabled(false);
                            });
            return email();
        }
    },
    SERVICE_ACCOUNT {
        @Override
        String prepare(TestRealm realm) {
            ClientRepresentation robot = new ClientRepresentation();
            robot.setClientId("robot");
            robot.setServiceAccountsEnabled(true);
            realm.admin().clients().create(robot).close();
            String client = realm.admin().clients().findByClientId("robot").get(0).getId();
            new RealmUsers(realm)
                    .change(
                            realm.admin().clients().get(client).getServiceAccountUser().getId(),
                            account -> account.setEmail(email()));
            return email();
        }
    },
    /** Whose site is trusted with e-mails, so that the account has it. */
    CUSTOMER {
        @Override
        String prepare(TestRealm realm) {
            new CustomerCalls(realm).signIn(Demo.customer().claim("email", email()));
            return email();
        }
    },
    /** Who has typed it. */
    GUEST {
        @Override
        String prepare(TestRealm realm) {
            realm.calls().anonymously(Map.of("id_project", Demo.PROJECT, "email", email()));
            return email();
        }
    };

    private static final int NEVER = 1_000_000;
    private static final int ONE_DAY = 86_400;

    /** Makes one in the realm, and returns the e-mail. */
    abstract String prepare(TestRealm realm);

    /** Has the realm watch for guesses as usual, but lock nobody by itself. */
    static void watch(RealmRepresentation realm) {
        realm.setBruteForceProtected(true);
        realm.setFailureFactor(NEVER);
        realm.setQuickLoginCheckMilliSeconds(0L);
        realm.setWaitIncrementSeconds(ONE_DAY);
        realm.setMaxFailureWaitSeconds(ONE_DAY);
        realm.setMaxDeltaTimeSeconds(ONE_DAY);
        RealmParts.provider(realm).setTrustEmail(true);
    }

    String email() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "@example.com";
    }

    /** Whether the user of this id is locked at the moment. */
    static boolean isLocked(TestRealm realm, String id) {
        return Boolean.TRUE.equals(
                realm.admin().attackDetection().bruteForceUserStatus(id).get("disabled"));
    }

    private static void failAt(TestRealm realm, int failures) {
        RealmRepresentation settings = realm.admin().toRepresentation();
        settings.setFailureFactor(failures);
        realm.admin().update(settings);
    }
}
