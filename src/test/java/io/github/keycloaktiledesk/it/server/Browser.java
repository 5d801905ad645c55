// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.net.CookieHandler;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser with cookies and without scripts, which follows redirects. */
public final class Browser {

    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    private final Cookies cookies = new Cookies();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(cookies)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();

    /** The login page of a realm's own account console. */
    public static URI loginPage(TestRealm realm, String moreParameters) {
        return URI.create(
                realm.url()
                        + "/protocol/openid-connect/auth?client_id=account&response_type=code&scope=openid&redirect_uri="
                        + realm.url()
                        + "/account/"
                        + moreParameters);
    }

    /** Opens a page. */
    public Answer open(URI page) {
        return send("GET", page, new Form());
    }

    /** Sends a form that a page has given. */
    public Answer submit(Answer page, Form form) {
        return send("POST", action(page), form);
    }

    /** Where a page wants its form to be sent. */
    public static URI action(Answer page) {
        Matcher action = ACTION.matcher(page.text());
        if (!action.find()) {
            throw new AssertionError("No form in " + page);
        }
        return URI.create(action.group(1).replace("&amp;", "&"));
    }

    /** Sends a form that a page of this origin has. */
    public Answer post(URI page, Form form, String origin) {
        return send("POST", page, form, Map.of("Origin", origin));
    }

    /** Sends anything. */
    public Answer send(String method, URI page, Form form) {
        return send(method, page, form, Map.of());
    }

    private Answer send(String method, URI page, Form form, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(page)
                        .timeout(Duration.ofSeconds(60))
                        .header("Accept", "text/html")
                        .method(
                                method,
                                "GET".equals(method)
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(form.bytes()));
        if (!"GET".equals(method)) {
            Form.HEADERS.forEach(request::header);
        }
        headers.forEach(request::header);
        return Answer.to(request.build(), http);
    }

    /** What the browser has of a cookie that is for a page, or empty. */
    public Optional<String> cookie(URI page, String name) {
        return cookies.find(page, name);
    }

    /** Loses a cookie, as a browser does when its time is over. */
    public void lose(String name) {
        cookies.lose(name);
    }

    /**
     * Cookies of one host, each for a realm's paths. Like a browser, it takes localhost for as good
     * as https.
     */
    private static final class Cookies extends CookieHandler {

        private final Map<String, HttpCookie> values = new ConcurrentHashMap<>();

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> request) {
            String cookies =
                    values.values().stream()
                            .filter(cookie -> uri.getPath().startsWith(path(cookie)))
                            .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; "));
            return cookies.isEmpty() ? Map.of() : Map.of("Cookie", List.of(cookies));
        }

        @Override
        public void put(URI uri, Map<String, List<String>> response) {
            response.forEach(
                    (name, cookies) -> {
                        if ("set-cookie".equalsIgnoreCase(name)) {
                            cookies.stream()
                                    .map(HttpCookie::parse)
                                    .flatMap(List::stream)
                                    .forEach(this::put);
                        }
                    });
        }

        Optional<String> find(URI page, String name) {
            return values.values().stream()
                    .filter(cookie -> page.getPath().startsWith(path(cookie)))
                    .filter(cookie -> name.equals(cookie.getName()))
                    .map(HttpCookie::getValue)
                    .findFirst();
        }

        void lose(String name) {
            values.values().removeIf(cookie -> name.equals(cookie.getName()));
        }

        private void put(HttpCookie cookie) {
            String key = path(cookie) + ' ' + cookie.getName();
            if (cookie.getMaxAge() == 0) {
                values.remove(key);
            } else {
                values.put(key, cookie);
            }
        }

        private static String path(HttpCookie cookie) {
            return cookie.getPath() == null ? "/" : cookie.getPath();
        }
    }
}
