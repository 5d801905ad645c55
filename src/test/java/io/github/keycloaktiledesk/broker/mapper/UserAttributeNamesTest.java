// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.user.UserAttributes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserAttributeNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username",
                "USERNAME",
                "email",
                "eMail",
                "firstName",
                "LASTNAME",
                "id",
                "enabled",
                "ENABLED",
                "emailVerified",
                "EMAIL_VERIFIED",
                "disabledReason",
                "createdTimestamp",
                "CREATED_TIMESTAMP",
                "createTimestamp",
                "modifyTimestamp",
                "did",
                "is_temporary_admin",
                "LDAP_ID",
                "ldap_entry_dn",
                "KERBEROS_PRINCIPAL",
                "userCertificate",
                "kc.email.pending",
                "saml.persistent.name.id.for.somebody",
                "keycloak.session.realm.users.query.exact",
                UserAttributes.KIND,
                UserAttributes.ID,
                UserAttributes.CUSTOMER_ID,
                UserAttributes.CUSTOMER_PROVIDER,
                UserAttributes.EMAIL,
                UserAttributes.TRUSTED_EMAIL,
                "TILEDESK.kind",
                "t\u0131ledesk.kind",
                "tilede\u017fk.kind",
                "u\u017fername",
                "\u212ac.email.pending",
                "tiledesk.anything"
            })
    void reservesWhatSaysWhoAUserIs(String name) {
        assertThat(UserAttributeNames.isReserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plan", "locale", "phoneNumber", "tiledesk", "mail", "email2", "my.email"})
    void leavesAllElseToAdmins(String name) {
        assertThat(UserAttributeNames.isReserved(name)).isFalse();
    }
}
