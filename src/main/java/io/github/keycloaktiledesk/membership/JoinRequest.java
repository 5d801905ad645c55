// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.membership;

import io.github.keycloaktiledesk.outgoing.Exchange;
import io.github.keycloaktiledesk.outgoing.OwnCalls;
import io.github.keycloaktiledesk.outgoing.UrlHost;
import java.io.IOException;
import java.util.List;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.protocol.HTTP;
import org.keycloak.util.JsonSerialization;

/**
 * Tiledesk's own call signinWithCustomToken, with a token that it takes for valid: there it makes
 * the token's owner a member of the project, if that is not the case yet.
 *
 * @param server where it is sent
 * @param project id of the project
 * @param token the token
 */
record JoinRequest(TiledeskAddress server, String project, String token)
        implements Exchange<Boolean> {

    @Override
    public String name() {
        return "membership";
    }

    @Override
    public String address() {
        return "Tiledesk";
    }

    @Override
    public String wanted() {
        return "answer of Tiledesk";
    }

    @Override
    public List<HttpHost> hosts() {
        return List.of(UrlHost.of(server.base()));
    }

    @Override
    public HttpRequestBase request() {
        HttpPost post = new HttpPost(server.signInWithCustomToken());
        post.setHeader(HttpHeaders.AUTHORIZATION, "JWT " + token);
        post.setHeader(HttpHeaders.VIA, OwnCalls.VIA);
        // A server that closes an idle connection at this very moment would count as a failure.
        post.setHeader(HTTP.CONN_DIRECTIVE, HTTP.CONN_CLOSE);
        post.setEntity(
                new StringEntity(
                        JsonSerialization.createObjectNode().put("id_project", project).toString(),
                        ContentType.APPLICATION_JSON));
        return post;
    }

    @Override
    public Boolean read(HttpResponse response) throws IOException {
        JoinAnswer.check(response.getEntity());
        return true;
    }
}
