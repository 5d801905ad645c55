// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.growth;

import io.github.keycloaktiledesk.bench.measure.Options;
import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Calls;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.FlowEditor;
import io.github.keycloaktiledesk.it.server.Pause;
import io.github.keycloaktiledesk.it.server.Soon;
import io.github.keycloaktiledesk.it.server.Sql;
import io.github.keycloaktiledesk.it.server.StatementCounter;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What sign-ins, resumes and the clean-up cost among a thousand guests, and among a million. */
public final class GuestGrowth {

    private static final int CALLS = 150;
    private static final int EXPIRED = 500;
    private static final int BATCH = 50;
    private static final Pattern BATCHES =
            Pattern.compile(" " + BATCH + " guests in (\\d+) milliseconds");

    private final Map<String, Map<Long, Work>> figures = new LinkedHashMap<>();
    private final List<String> plans = new ArrayList<>();
    private final Cluster cluster;
    private final TestRealm realm;
    private final Sql sql;
    private final StatementCounter counter;
    private final List<Long> sizes;

    private GuestGrowth(Cluster cluster, TestRealm realm, Sql sql, List<Long> sizes) {
        this.sizes = sizes;
        this.cluster = cluster;
        this.realm = realm;
        this.sql = sql;
        this.counter = new StatementCounter(sql);
    }

    /** Runs it among as many {@code guests} as were asked for, one size after another. */
    public static void run(Options options) throws IOException {
        Map<String, String> settings = new HashMap<>(Plans.SETTINGS);
        settings.put("shared_buffers", "1GB");
        settings.put("max_wal_size", "8GB");
        settings.put("maintenance_work_mem", "256MB");
        settings.put("autovacuum", "off");
        Map<String, String> keycloak =
                Map.of(
                        "spi-authenticator--tiledesk-guest--expiry-interval", "5",
                        "spi-authenticator--tiledesk-guest--expiry-rate", "100000");
        try (Cluster cluster = Cluster.startOnPostgres(settings, keycloak);
                Sql sql = Sql.on(cluster.database())) {
            TestRealm realm = TestRealm.createOn(cluster.node(0), changes -> {});
            GuestGrowth growth = new GuestGrowth(cluster, realm, sql, options.guests());
            growth.measure();
            options.write("guest-growth.md", growth.report());
        }
    }

    private void measure() {
        Seeds seeds = new Seeds(sql, signIn().userId());
        plans.add("Rows of a guest: " + seeds.rows() + ".");
        IntStream.range(0, 300).forEach(i -> resume(signIn()));
        for (long size : sizes) {
            say("Up to " + size + " guests");
            seeds.growTo(size);
            IntStream.range(0, 50).forEach(i -> resume(signIn()));
            say("Measuring");
            calls(size);
            cleanUp(size);
            if (size == sizes.get(0) || size == sizes.get(sizes.size() - 1)) {
                explain(size);
            }
        }
    }

    private void calls(long size) {
        List<Answer> guests = new ArrayList<>();
        note("Sign-in of a visitor", size, Work.of(counter, CALLS, i -> guests.add(signIn())));
        realm.admin().clearUserCache();
        note("Resume: the same token", size, Work.of(counter, CALLS, i -> resume(guests.get(i))));

        sql.run(
                "update user_attribute set value = to_char(now() at time zone 'UTC' - interval '2 days',"
                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') where name = 'tiledesk.guest.seen' and user_id in "
                        + ids(guests));
        realm.admin().clearUserCache();
        note("Resume: first of the day", size, Work.of(counter, CALLS, i -> resume(guests.get(i))));

        List<Answer> brief = brief();
        realm.admin().clearUserCache();
        note(
                "Resume: a new token",
                size,
                Work.of(
                        counter,
                        brief.size(),
                        i -> {
                            if (resume(brief.get(i)).token().equals(brief.get(i).token())) {
                                throw new IllegalStateException("Not renewed");
                            }
                        }));
    }

    /** Guests less than half of whose tokens' life is left. */
    private List<Answer> brief() {
        lifetime("60");
        List<Answer> guests = IntStream.range(0, CALLS).mapToObj(i -> signIn()).toList();
        lifetime("2592000");
        Pause.of(Duration.ofSeconds(31));
        return guests;
    }

    private void lifetime(String seconds) {
        new FlowEditor(realm)
                .configure(FlowEditor.VISITORS, "tiledesk-guest", "tokenLifetime", seconds);
    }

    private void cleanUp(long size) {
        int before = cluster.node(0).log().length();
        counter.reset();
        age(EXPIRED);
        String left =
                "select count(*) from user_attribute where name = 'tiledesk.guest.seen' and value < '2021'";
        Soon.isTrue(Duration.ofMinutes(2), "they are gone", () -> sql.number(left) == 0);
        Pause.of(Duration.ofSeconds(2));
        double[] millis =
                BATCHES.matcher(cluster.node(0).log().substring(before))
                        .results()
                        .mapToDouble(line -> Double.parseDouble(line.group(1)))
                        .toArray();
        // Our own update and what asks whether it is done are none of the batches' work.
        sql.run(
                "select pg_stat_statements_reset(0, 0, queryid) from pg_stat_statements where query like"
                        + " '%bench_expired%' or query ilike 'select count(*)%tiledesk%' or query ilike 'select count(*)%value <%'");
        note("Clean-up of " + BATCH + " guests", size, Work.of(counter, millis, EXPIRED / BATCH));
    }

    private void age(int guests) {
        sql.run(
                "with bench_expired as (select id from user_attribute where name = 'tiledesk.guest.seen'"
                        + " and user_id in (select id from bench_seed limit 5000) order by value limit "
                        + guests
                        + ") update user_attribute a set value = '2020-01-01T00:00:00Z' from bench_expired e where a.id = e.id");
    }

    private void explain(long size) {
        Plans explained = new Plans(sql);
        Answer[] guest = new Answer[1];
        Map<String, List<Plans.Plan>> byCall = new LinkedHashMap<>();
        byCall.put("Sign-in of a visitor", explained.of(() -> guest[0] = signIn()));
        realm.admin().clearUserCache();
        byCall.put("Resume", explained.of(() -> resume(guest[0])));
        byCall.put(
                "Clean-up",
                explained.of(
                        () -> {
                            age(1);
                            Pause.of(Duration.ofSeconds(7));
                        }));
        plans.add("## Plans among " + size + " guests");
        byCall.forEach((call, found) -> plans.add(section(call, found)));
        plans.add(amongManyExpired());
    }

    /** Where far more have expired than one page holds, from the middle of the walk. */
    private String amongManyExpired() {
        List<String> plan =
                sql.column(
                        "explain (analyze, buffers) select a.id, a.value, u.id, u.realm_id from user_attribute a"
                                + " join user_entity u on u.id = a.user_id where a.name = 'tiledesk.guest.seen'"
                                + " and a.value >= (%1$s) and a.value < '9' and (a.value > (%1$s) or a.id > '8')"
                                        .formatted(
                                                "select to_char(now() at time zone 'UTC' - interval '15 days',"
                                                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
                                + " order by a.value, a.id limit 500");
        return "### The next page of the clean-up, if all had expired%n%n```%n%s%n```%n"
                .formatted(String.join("\n", plan));
    }

    private static String section(String call, List<Plans.Plan> found) {
        long whole = found.stream().filter(Plans.Plan::readsATable).count();
        StringBuilder text =
                new StringBuilder(
                        "### %s%n%n%d statements touch users; %d of them read a whole table.%n"
                                .formatted(call, found.size(), whole));
        found.stream()
                .filter(plan -> !plan.statement().contains("bench_"))
                .forEach(
                        plan ->
                                text.append(
                                        "%n```%n%s%n%n%s%n```%n"
                                                .formatted(brief(plan.statement()), plan.plan())));
        return text.toString();
    }

    private static String brief(String statement) {
        return statement.length() < 300
                ? statement
                : statement.substring(0, 120)
                        + " … "
                        + statement.substring(
                                Math.max(
                                        120,
                                        statement.toLowerCase(Locale.ROOT).lastIndexOf(" from ")));
    }

    private Answer signIn() {
        return done(
                new Calls(realm.tiledesk())
                        .anonymously(
                                Map.of(
                                        "id_project", Demo.PROJECT,
                                        "firstname", "Ada",
                                        "lastname", "Guest",
                                        "email", "ada@example.test",
                                        "attributes", Map.of("plan", "pro"))));
    }

    private Answer resume(Answer guest) {
        return done(realm.calls().customToken(guest.token()));
    }

    private static Answer done(Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
        return answer;
    }

    private static String ids(List<Answer> guests) {
        return guests.stream()
                .map(guest -> "'" + guest.userId() + "'")
                .toList()
                .toString()
                .replace('[', '(')
                .replace(']', ')');
    }

    private void note(String what, long size, Work work) {
        say(what + ": " + work);
        figures.computeIfAbsent(what, name -> new LinkedHashMap<>()).put(size, work);
    }

    private String report() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # What a million guests cost

                        Written by `mvn -Pbench`, on %d cores, with Keycloak %s in production mode and PostgreSQL %s on the
                        same machine. One call after another; of a resume, the guest is in no cache. Milliseconds are the
                        median of %d calls, or of %d batches, as their caller or the log sees them. Statements, database
                        milliseconds and blocks of 8 KiB are PostgreSQL's own count (`pg_stat_statements`), for each call or
                        batch. Times go up and down with what else the machine does; blocks do not.

                        | | guests | milliseconds | statements | database milliseconds | blocks |
                        | --- | ---: | ---: | ---: | ---: | ---: |
                        """
                                .formatted(
                                        Runtime.getRuntime().availableProcessors(),
                                        Options.keycloakVersion(),
                                        sql.column("show server_version").get(0),
                                        CALLS,
                                        EXPIRED / BATCH));
        figures.forEach(
                (what, bySize) ->
                        bySize.forEach(
                                (size, work) ->
                                        text.append(
                                                "| %s | %,d | %s |%n"
                                                        .formatted(what, size, work.cells()))));
        plans.forEach(plan -> text.append('\n').append(plan.stripTrailing()).append('\n'));
        return text.toString();
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
