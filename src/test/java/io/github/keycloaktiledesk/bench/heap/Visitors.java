// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.heap;

import io.github.keycloaktiledesk.bench.load.LoadProcess;
import io.github.keycloaktiledesk.bench.load.PostRequest;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.Sql;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;

/** Visitors who come, each from an address of its own, and are gone some time later. */
final class Visitors {

    /** What Keycloak is told: its clean-up begins at once, and takes no rests. */
    static final Map<String, String> OPTIONS =
            Map.of(
                    "proxy-headers", "xforwarded",
                    "spi-authenticator--tiledesk-guest--expiry-interval", "5",
                    "spi-authenticator--tiledesk-guest--expiry-batch-size", "100",
                    "spi-authenticator--tiledesk-guest--expiry-rate", "100000");

    private static final Duration GONE_AFTER = Duration.ofMinutes(40);
    private static final int AT_ONCE = 1000;

    private static final byte[] BODY =
            "{\"id_project\":\"%s\",\"firstname\":\"Ada\",\"attributes\":{\"plan\":\"pro\"}}"
                    .formatted(Demo.PROJECT)
                    .getBytes(StandardCharsets.UTF_8);

    private final URI url;
    private final LoadProcess load;
    private final Sql sql;
    private long soFar;

    /** None yet, at a realm's base URL. */
    Visitors(URI base, LoadProcess load, Sql sql) {
        this.url = URI.create(base + Calls.ANONYMOUSLY);
        this.load = load;
        this.sql = sql;
    }

    /** How many have come. */
    long soFar() {
        return soFar;
    }

    /** So many more come, and the clean-up deletes them. */
    void comeAndGo(long more) {
        long end = soFar + more;
        while (soFar < end) {
            long next = Math.min(end, soFar + AT_ONCE);
            load.run(LongStream.range(soFar, next).mapToObj(this::signIn).toList());
            soFar = next;
        }
        System.out.println(end + " have come");
        sql.run(
                "update user_attribute set value = '2020-01-01T00:00:00Z' where name ="
                        + " 'tiledesk.guest.seen'");
        Soon.isTrue(GONE_AFTER, "they are gone", this::areGone);
        System.out.println(end + " are gone");
    }

    private byte[] signIn(long visitor) {
        String address =
                "10.%d.%d.%d".formatted(visitor >> 16 & 255, visitor >> 8 & 255, visitor & 255);
        return PostRequest.of(url, "application/json", Map.of("X-Forwarded-For", address), BODY);
    }

    private boolean areGone() {
        return sql.read("select 1 from user_attribute where name = 'tiledesk.guest.seen' limit 1")
                .isEmpty();
    }
}
