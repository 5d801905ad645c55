// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts that the documented command does not turn into users, and says so. */
@Tag("distribution")
class UnfitAgentsIT {

    private static final String ID = "5aaa99024c3b110014b478f6";
    private static final String FIT =
            """
            {"_id":{"$oid":"%s"},"status":100,"email":"frida@example.com","firstname":"Frida","lastname":"Fit"}
            """
                    .formatted(ID.replace('6', '7'));

    @BeforeEach
    void needsJq() {
        assumeTrue(
                AgentImport.isSupported(),
                "The import of agents is not tested: no bash and jq in the PATH");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'email':'x@example.com','firstname':'Ann' | x@example.com: has no last name",
                "'email':'x@example.com','firstname':'  ','lastname':'X' | has no first name",
                "'email':'x@example.com','firstname':'Ann (Support)','lastname':'X' | has a first name that Keycloak does not take: \"Ann (Support)\"",
                "'email':'x@example.com','firstname':'A','lastname':'X\\u0007' | has a last name that",
                "'firstname':'A','lastname':'X' | : has no e-mail",
                "'email':'a b@example.com','firstname':'A','lastname':'X' | has an e-mail that",
                "'email':'a#b@example.com','firstname':'A','lastname':'X' | has an e-mail that",
                "'email':'ann','firstname':'A','lastname':'X' | has an e-mail that",
                "'email':'жук@example.com','firstname':'A','lastname':'X' | has an e-mail with letters outside ASCII",
                "'email':'É@example.com','firstname':'A','lastname':'X' | has an e-mail with letters outside ASCII",
                "'email':'x@example.com','firstname':'A','lastname':'X','status':'100' | has a status that is no number: \"100\"",
                "'email':'x@example.com','firstname':'A','lastname':'X','status':{'$numberInt':'x'} | has a status that is no number",
                "'email':'x@example.com','firstname':'A','lastname':'X','status':false | has a status that is no number: false",
                "'email':'Frida@Example.com','firstname':'A','lastname':'X' | frida@example.com: shares its e-mail with another",
                "'email':'x@example.com','firstname':'A','lastname':'X','password':'secret' | has a password that is no bcrypt hash",
                "'email':'x@example.com','firstname':'A','lastname':'X','password':7 | has a password that is no bcrypt hash",
                "'email':'x@example.com','firstname':'A','lastname':'X','password':'$2a$15$hU5/oaoUema2Hsg4lWh5u.WfOOOZ6gS.3KBrjVR9.4Y0fR4dyJ4tu' | with a cost from 4 to 14"
            })
    void namesThemAndMakesNothing(String fields, String complaint) {
        String account =
                "{\"_id\":{\"$oid\":\"%s\"},\"status\":100,%s}%n"
                        .formatted(ID, fields.replace('\'', '"'));
        AgentImport accounts = AgentImport.of(FIT + account);

        assertThatThrownBy(() -> accounts.convert("demo", ""))
                .hasMessageContaining(ID + " ")
                .hasMessageContaining(complaint)
                .hasMessageContaining("Nothing is made.")
                .hasMessageNotContaining("hU5/oaoUema2Hsg4lWh5u");
        assertThat(accounts.converted()).isEmpty();
    }

    /** Of two with one e-mail it cannot tell which is meant: neither is made. */
    @Test
    void leavesThemOutIfTold() throws JsonProcessingException {
        String unnamed = FIT.replace("frida@", "nobody@").replace("\"Frida\"", "null");
        String twice = FIT.replace("frida@", "twice@");

        JsonNode users =
                users(
                        AgentImport.of(FIT + unnamed + twice + twice.replace("twice@", "Twice@"))
                                .convert("demo", "--arg unfit omit"));

        assertThat(users.findValuesAsText("username")).isEqualTo(List.of("frida@example.com"));
    }

    @Test
    void readsAnArrayAsWell() throws JsonProcessingException {
        String lines = FIT + FIT.replace("frida@", "other@");
        String array = "[" + lines.strip().replace("\n", ",") + "]";

        JsonNode users = users(AgentImport.of(array).convert("demo", ""));

        assertThat(users).hasSize(2).isEqualTo(users(AgentImport.of(lines).convert("demo", "")));
    }

    /** As {@code mongoexport --jsonFormat=canonical} writes them. */
    @ParameterizedTest
    @CsvSource({
        "100, true",
        "{\"$numberInt\":\"100\"}, true",
        "{\"$numberLong\":\"100\"}, true",
        "{\"$numberDouble\":\"100.0\"}, true",
        "{\"$numberInt\":\"0\"}, false",
        "null, true"
    })
    void readsTheStatusHoweverItIsWritten(String status, boolean enabled)
            throws JsonProcessingException {
        String account = FIT.replace("\"status\":100", "\"status\":" + status);

        JsonNode users = users(AgentImport.of(account).convert("demo", ""));

        assertThat(users.findValues("enabled"))
                .singleElement()
                .satisfies(it -> assertThat(it.booleanValue()).isEqualTo(enabled));
    }

    /** A stranger's account with somebody's e-mail is not in the way of that person's own. */
    @Test
    void leavesOutWhoseEmailNobodyHasVerifiedIfTold() throws JsonProcessingException {
        String verified = FIT.replace("\"status\"", "\"emailverified\":true,\"status\"");
        String refuted = FIT.replace("\"status\"", "\"emailverified\":false,\"status\"");
        String odd = FIT.replace("\"Frida\"", "null");

        JsonNode users =
                users(
                        AgentImport.of(FIT + refuted + verified + odd)
                                .convert("demo", "--arg unverified omit"));

        assertThat(users.findValuesAsText("username")).isEqualTo(List.of("frida@example.com"));
        assertThat(users.at("/0/emailVerified").asBoolean()).isTrue();
    }

    private static JsonNode users(String partialImport) throws JsonProcessingException {
        return new ObjectMapper().readTree(partialImport).path("users");
    }
}
