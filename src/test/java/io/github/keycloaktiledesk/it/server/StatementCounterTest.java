// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.StatementCounter.Counted;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementCounterTest {

    private static Counted counted(String statement) {
        return new Counted(statement, 1, 1, 1, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into USER_ENTITY (ID,ENABLED) values ($1,$2) | insert user_entity",
                "update USER_ENTITY set ENABLED=$1 where ID=$2 | update user_entity",
                "delete from CREDENTIAL c1_0 where c1_0.ID=$1 | delete credential",
                "select u.ID,u.FROM_X from USER_ATTRIBUTE u where u.ID=$1 | select user_attribute",
                "COMMIT | COMMIT",
                "select $1 | select $1"
            })
    void namesVerbAndTable(String statement, String kind) {
        assertThat(counted(statement).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"BEGIN,true", "COMMIT,true", "SET LOCAL synchronous_commit TO OFF,false"})
    void knowsWhatOnlyBeginsOrEnds(String statement, boolean expected) {
        assertThat(counted(statement).isTransaction()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"insert into A values ($1),true", "select ID from A for update,false"})
    void knowsWhatWritesRows(String statement, boolean expected) {
        assertThat(counted(statement).isWrite()).isEqualTo(expected);
    }
}
