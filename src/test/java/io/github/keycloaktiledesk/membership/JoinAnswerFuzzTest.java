// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloaktiledesk.broker.keys.JwksEndpoint;
import io.github.keycloaktiledesk.fuzz.CountedInputs;
import io.github.keycloaktiledesk.fuzz.Inputs;
import io.github.keycloaktiledesk.fuzz.OneMeaning;
import io.github.keycloaktiledesk.outgoing.OutgoingException;
import io.github.keycloaktiledesk.outgoing.UrlHost;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.apache.http.HttpHost;
import org.apache.http.entity.ByteArrayEntity;
import org.keycloak.util.JsonSerialization;

/** Whatever another server answers, and whatever an admin has set for its address. */
class JoinAnswerFuzzTest extends CountedInputs {

    private static final Set<String> REASONS =
            Set.of(
                    "the answer of Tiledesk is no JSON",
                    "the answer of Tiledesk reports no success",
                    "the answer of Tiledesk is larger than 262144 bytes");

    private static final Set<String> ADDRESS_REASONS =
            Set.of(
                    "no base URL is set",
                    "the base URL is an http address, which is not allowed",
                    "the base URL is no address of a server without user name, query and fragment");

    /** An address in a line, and a body. */
    @FuzzTest
    void isSuccessOrTrouble(byte[] input) throws IOException {
        countInput();
        Inputs.Lines lines = Inputs.lines(input, 1);
        try {
            JoinAnswer.check(new ByteArrayEntity(lines.rest()));
            OneMeaning.assertIn(lines.rest());
            assertThat(JsonSerialization.mapper.readTree(lines.rest()).get("success").isBoolean())
                    .isTrue();
        } catch (OutgoingException e) {
            assertThat(REASONS).contains(e.getMessage());
        }
        address(lines.text(0));
    }

    private static void address(String text) {
        if (JwksEndpoint.isAddress(text)) {
            assertCalls("https", text, URI.create(text));
        }
        for (boolean http : List.of(true, false)) {
            try {
                TiledeskAddress address = TiledeskAddress.of(text, http);
                URI call = address.signInWithCustomToken();
                assertCalls(http ? "https?" : "https", text, call);
                assertThat(call.getPath()).endsWith("/auth/signinWithCustomToken");
                assertThat(call.getRawQuery()).isNull();
            } catch (OutgoingException e) {
                assertThat(ADDRESS_REASONS).contains(e.getMessage());
            }
        }
    }

    private static void assertCalls(String scheme, String text, URI url) {
        HttpHost host = UrlHost.of(url);
        assertThat(host.getSchemeName()).matches(scheme);
        assertThat(text).contains(host.getHostName());
        assertThat(url.getUserInfo()).isNull();
        assertThat(host.getPort()).isBetween(1, 65_535);
    }
}
