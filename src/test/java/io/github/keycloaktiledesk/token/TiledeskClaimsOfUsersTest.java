// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.user.UserAttributes;
import io.github.keycloaktiledesk.user.UserInMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.AccessToken;

/** What each kind of user has in a token, whatever other mappers have put there. */
class TiledeskClaimsOfUsersTest {

    private static final String ID = "11111111-2222-3333-4444-555555555555";

    private final UserInMemory user = new UserInMemory(ID);
    private final AccessToken token = new AccessToken();

    @BeforeEach
    void someUserAndSomeToken() {
        user.setUsername("anna");
        user.setEmail("anna@shop.example");
        user.setFirstName("Anna");
        user.setLastName("Bell");
        user.setSingleAttribute(UserAttributes.PROJECT, "p1");
        token.subject(ID);
        token.setEmail("other@shop.example");
        token.setEmailVerified(false);
        token.setOtherClaims("role", "admin");
        token.setOtherClaims("_id", "somebody else");
        token.setOtherClaims("id", "somebody else");
        token.setOtherClaims("email", "other@shop.example");
        token.setOtherClaims("plan", "gold");
    }

    @Test
    void anAgentIsWhomTheRealmKnows() {
        user.setEmailVerified(true);

        new TiledeskClaims(user).write(token, true);

        assertThat(token.getSubject()).isEqualTo(ID);
        assertThat(token.getEmail()).isEqualTo("anna@shop.example");
        assertThat(token.getEmailVerified()).isTrue();
        assertThat(token.getPreferredUsername()).isEqualTo("anna");
        assertThat(token.getOtherClaims())
                .doesNotContainKeys("role", "email", "attributes", "id_project")
                .containsEntry("_id", ID)
                .containsEntry("id", ID)
                .containsEntry("keycloak_user_id", ID)
                .containsEntry("firstname", "Anna")
                .containsEntry("lastname", "Bell")
                .containsEntry("fullName", "Anna Bell")
                .containsEntry("emailverified", true)
                .containsEntry("plan", "gold");
    }

    @Test
    void anUnprovenEmailIsNotInIt() {
        user.setEmailVerified(false);

        new TiledeskClaims(user).write(token, true);

        assertThat(token.getEmail()).isNull();
        assertThat(token.getEmailVerified()).isNull();
        assertThat(token.getOtherClaims()).containsEntry("emailverified", false);
    }

    @Test
    void aCustomerHasItsIdAndWhatItsSiteSays() {
        user.setSingleAttribute(UserAttributes.KIND, "customer");
        user.setSingleAttribute(UserAttributes.CUSTOMER_ID, "c1");
        user.setSingleAttribute(UserAttributes.ATTRIBUTES, "{\"plan\":\"gold\"}");

        new TiledeskClaims(user).write(token, true);

        assertThat(token.getSubject()).isEqualTo("userexternal");
        assertThat(token.getOtherClaims())
                .containsEntry("_id", "c1")
                .containsEntry("id", "c1")
                .containsEntry("id_project", "p1");
        assertThat(token.getOtherClaims().get("attributes")).hasToString("{\"plan\":\"gold\"}");
    }

    @Test
    void aGuestIsOne() {
        user.setSingleAttribute(UserAttributes.KIND, "guest");
        user.setEmailVerified(true);

        new TiledeskClaims(user).write(token, true);

        assertThat(token.getSubject()).isEqualTo("guest");
        assertThat(token.getEmail()).isNull();
        assertThat(token.getOtherClaims())
                .containsEntry("_id", ID)
                .containsEntry("firstname", "guest#1111");
    }

    /** Whoever reads no {@code sub} of Tiledesk's would take the id for an account's. */
    @Test
    void withoutTheSubNobodyButAgentsHasAnId() {
        user.setSingleAttribute(UserAttributes.KIND, "guest");

        new TiledeskClaims(user).write(token, false);

        assertThat(token.getSubject()).isEqualTo(ID);
        assertThat(token.getOtherClaims())
                .doesNotContainKeys("_id", "id")
                .containsEntry("keycloak_user_id", ID);
    }

    /** It was there, and the user has none. */
    @Test
    void whatAUserDoesNotHaveGoes() {
        user.setLastName(null);
        token.setOtherClaims("lastname", "Other");

        new TiledeskClaims(user).write(token, true);

        assertThat(token.getOtherClaims()).doesNotContainKey("lastname");
    }
}
