// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.BrowserClient;
import io.github.keycloaktiledesk.it.server.Form;
import io.github.keycloaktiledesk.it.server.RequestRecorder;
import io.github.keycloaktiledesk.it.server.TestRealm;
import io.github.keycloaktiledesk.it.server.TokenEndpoint;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** A site that sends its people to a realm to log in (OpenID Connect), and to which they return. */
final class Shop implements AutoCloseable {

    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    /** What a site has in its HTML. */
    private static final String FORM =
            """
            const request = new URL(arguments[0]);
            const form = document.createElement('form');
            form.method = 'post';
            form.action = request.origin + request.pathname;
            for (const [name, value] of request.searchParams) {
                const field = document.createElement('input');
                field.type = 'hidden';
                field.name = name;
                field.value = value;
                form.append(field);
            }
            form.append(document.createElement('button'));
            form.lastChild.textContent = 'My tickets';
            document.body.append(form);
            """;

    private final RequestRecorder server = RequestRecorder.start();

    /**
     * Makes it a client of a realm.
     *
     * @param flowId its own browser flow, or null for the realm's
     */
    void addTo(RealmRepresentation realm, String clientId, String flowId) {
        BrowserClient.addTo(realm, clientId, flowId);
        ClientRepresentation client = realm.getClients().get(realm.getClients().size() - 1);
        client.setRedirectUris(List.of(callback()));
    }

    /** Where it sends a browser. */
    URI login(TestRealm realm, String clientId, String moreParameters) {
        return URI.create(
                realm.url()
                        + "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id="
                        + clientId
                        + "&redirect_uri="
                        + callback()
                        + moreParameters);
    }

    /** Shows one of its pages, whose only button posts a request in place of following a link. */
    void showForm(WebBrowser browser, URI request) {
        browser.open(URI.create(callback()));
        browser.driver().executeScript(FORM, request.toString());
    }

    /** Waits until a browser is back, and takes the tokens of whoever has logged in. */
    JsonNode tokens(WebBrowser browser, TestRealm realm, String clientId) {
        browser.until(driver -> driver.getCurrentUrl().startsWith(callback()));
        Matcher code = CODE.matcher(browser.address().toString());
        if (!code.find()) {
            throw new AssertionError("No code: " + browser.address());
        }
        Answer answer =
                new TokenEndpoint(realm)
                        .post(
                                new Form()
                                        .with("grant_type", "authorization_code")
                                        .with("client_id", clientId)
                                        .with("redirect_uri", callback())
                                        .with("code", code.group(1)));
        if (answer.status() != 200) {
            throw new AssertionError("No tokens: " + answer);
        }
        return answer.json();
    }

    /**
     * Of the same site as Keycloak: only by https do browsers send cookies with a form of another.
     */
    private String callback() {
        return "http://localhost:" + server.url().getPort() + "/callback";
    }

    @Override
    public void close() {
        server.close();
    }
}
