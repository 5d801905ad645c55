package io.github.keycloaktiledesk.broker.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.VerificationException;

class CustomerClaimsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "'\"42\"', 42",
        "42, 42",
        "12345678901234567890, 12345678901234567890",
        "'\" a b \"', ' a b '",
        "'\"é😀\"', é😀"
    })
    void keepsTheIdAsItWasSent(String json, String id) throws Exception {
        assertThat(read("{\"_id\":" + json + "}").id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"_id\":null}",
                "{\"_id\":1.5}",
                "{\"_id\":true}",
                "{\"_id\":{\"a\":1}}",
                "{\"_id\":[\"a\"]}",
                "{\"_id\":\"\"}",
                "{\"_id\":\"  \"}",
                "{\"_id\":\"a\\u0000\"}",
                "{\"_id\":\"a\\nb\"}",
                "{\"_id\":\"\\ud800\"}"
            })
    void refusesWhatIsNoId(String claims) {
        assertThatThrownBy(() -> read(claims))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining("_id");
    }

    @Test
    void holdsWhatAColumnHolds() throws Exception {
        assertThat(of(Map.of("_id", "x".repeat(255))).id()).hasSize(255);
        assertThatThrownBy(() -> of(Map.of("_id", "x".repeat(256)))).hasMessageContaining("255");
        assertThatThrownBy(() -> of(Map.of("_id", "1", "firstname", "x".repeat(256))))
                .hasMessageContaining("firstname");
    }

    @Test
    void readsTheNamesOfConnectorsToo() throws Exception {
        var claims = of(Map.of("_id", "1", "first_name", "Eva", "last_name", "Demo"));

        assertThat(claims.firstname()).isEqualTo("Eva");
        assertThat(claims.lastname()).isEqualTo("Demo");
    }

    @Test
    void leavesOutWhatIsNoText() throws Exception {
        var claims =
                of(
                        Map.of(
                                "_id",
                                "1",
                                "firstname",
                                7,
                                "lastname",
                                " ",
                                "email",
                                "a\u0007@b.example",
                                "attributes",
                                "x"));

        assertThat(claims).isEqualTo(new CustomerClaims("1", null, null, "a@b.example", null));
    }

    @Test
    void boundsTheAttributes() throws Exception {
        assertThat(of(Map.of("_id", "1", "attributes", Map.of("a", 1))).attributes())
                .isEqualTo("{\"a\":1}");
        assertThatThrownBy(
                        () -> of(Map.of("_id", "1", "attributes", Map.of("a", "x".repeat(17_000)))))
                .hasMessageContaining("16 KiB");
    }

    private static CustomerClaims read(String json) throws Exception {
        return CustomerClaims.of((ObjectNode) JSON.readTree(json));
    }

    private static CustomerClaims of(Map<String, ?> claims) throws VerificationException {
        return CustomerClaims.of(JSON.valueToTree(claims));
    }
}
