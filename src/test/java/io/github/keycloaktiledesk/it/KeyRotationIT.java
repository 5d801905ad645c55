// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static io.github.keycloaktiledesk.it.TokenStanding.holds;
import static io.github.keycloaktiledesk.it.TokenStanding.isOver;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Jwt;
import io.github.keycloaktiledesk.it.server.OpenId;
import io.github.keycloaktiledesk.it.server.RealmEvents;
import io.github.keycloaktiledesk.it.server.RealmKey;
import io.github.keycloaktiledesk.it.server.RealmParts;
import io.github.keycloaktiledesk.it.server.RealmUsers;
import io.github.keycloaktiledesk.it.server.Seconds;
import io.github.keycloaktiledesk.it.server.Somebody;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.UserSessionRepresentation;

/** The realm gets a new key to sign with, while tokens of the old one are about. */
@Tag("container")
class KeyRotationIT {

    private static final List<String> KEPT =
            List.of("auth_time", "scope", "sub", "_id", "sid", "azp", "aud", "iss");

    @AutoClose
    private static final TestRealm REALM =
            TestRealm.create(
                    realm -> {
                        RealmParts.allowRapidSignIns(realm);
                        realm.setEnabledEventTypes(List.of("LOGIN", "REFRESH_TOKEN"));
                    });

    @AutoClose
    private static final TestRealm PLAIN_SUB =
            TestRealm.create(
                    realm -> {
                        RealmParts.allowRapidSignIns(realm);
                        RealmParts.claims(realm).put("tiledesk.sub", "false");
                    });

    private final OpenId endpoints = new OpenId(REALM);
    private final RealmUsers users = new RealmUsers(REALM);

    /** A Tiledesk server knows one key only, and would refuse a token of the last one for ever. */
    @ParameterizedTest
    @EnumSource
    void whoeverComesBackGetsATokenOfTheNewKey(Somebody somebody) {
        Answer first = somebody.signIn(REALM);
        int count = users.count();
        Jwt old = Jwt.of(first.token());
        Seconds.awaitNext();
        RealmKey key = RealmKey.addTo(REALM);
        new RealmEvents(REALM).clear();

        Answer back = REALM.calls().customToken(first.token());
        Answer again = REALM.calls().customToken(back.token());
        final boolean oldIsActive = endpoints.isActive(first.token());
        final boolean newIsActive = endpoints.isActive(back.token());
        final int userinfo = endpoints.userinfo(back.token()).status();
        new RealmEvents(REALM).single("REFRESH_TOKEN");
        key.remove();

        assertThat(back.status()).as(back.text()).isEqualTo(200);
        Jwt fresh = Jwt.of(back.token());
        assertThat(fresh.header().path("kid").asText()).isEqualTo(key.id());
        assertThat(old.header().path("kid").asText()).isNotEqualTo(key.id());
        for (String claim : KEPT) {
            assertThat(fresh.claims().get(claim)).as(claim).isEqualTo(old.claims().get(claim));
        }
        assertThat(again.token()).isEqualTo(back.token());
        assertThat(oldIsActive).isTrue();
        assertThat(newIsActive).isTrue();
        assertThat(userinfo).isEqualTo(200);
        assertThat(users.count()).isEqualTo(count);
        assertLife(somebody, old, fresh);
    }

    private void assertLife(Somebody somebody, Jwt old, Jwt fresh) {
        switch (somebody) {
            case VISITOR -> assertThat(fresh.number("exp")).isGreaterThan(old.number("exp"));
            case CUSTOMER -> assertThat(fresh.number("exp")).isEqualTo(old.number("exp"));
            default -> {
                assertThat(fresh.number("exp"))
                        .isLessThanOrEqualTo(
                                old.number("auth_time")
                                        + REALM.admin()
                                                .toRepresentation()
                                                .getSsoSessionMaxLifespan());
                assertThat(users.get(fresh.text("keycloak_user_id")).getUserSessions())
                        .extracting(UserSessionRepresentation::getId)
                        .contains(old.text("sid"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void staysWithoutIdForTiledeskWhereTheMapperIsToldSo(Somebody somebody) {
        Answer first = somebody.signIn(PLAIN_SUB);
        RealmKey key = RealmKey.addTo(PLAIN_SUB);

        Answer back = PLAIN_SUB.calls().customToken(first.token());
        key.remove();

        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.token()).isNotEqualTo(first.token());
        Jwt fresh = Jwt.of(back.token());
        assertThat(fresh.text("sub")).isEqualTo(first.userId());
        assertThat(fresh.claims().has("_id")).isEqualTo(somebody == Somebody.AGENT);
        assertThat(fresh.claims().has("id")).isEqualTo(somebody == Somebody.AGENT);
    }

    @ParameterizedTest
    @EnumSource
    void oldTokensHoldUntilTheOldKeyGoes(Somebody somebody) {
        RealmKey old = RealmKey.addTo(REALM);
        Answer first = somebody.signIn(REALM);
        assertThat(Jwt.of(first.token()).header().path("kid").asText()).isEqualTo(old.id());

        old.makePassive();
        holds(REALM, first);

        old.disable();
        isOver(REALM, first);

        // It was the key only: whoever it is could come back with it.
        old.makePassive();
        holds(REALM, first);

        old.remove();
        isOver(REALM, first);
    }

    /** The steps of the page Tokens and log-out. */
    @ParameterizedTest
    @EnumSource
    void aKeyInWaitingChangesNothingUntilItIsFirst(Somebody somebody) {
        Answer first = somebody.signIn(REALM);
        RealmKey key = RealmKey.addInWaitingTo(REALM);
        Answer waiting = REALM.calls().customToken(first.token());

        key.putFirst();
        Answer back = REALM.calls().customToken(first.token());
        Answer next = somebody.signIn(REALM);
        key.remove();

        assertThat(waiting.token()).isEqualTo(first.token());
        assertThat(Jwt.of(back.token()).header().path("kid").asText()).isEqualTo(key.id());
        assertThat(Jwt.of(next.token()).header().path("kid").asText()).isEqualTo(key.id());
    }
}
