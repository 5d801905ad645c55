// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it;

import io.github.keycloaktiledesk.it.server.Answer;
import io.github.keycloaktiledesk.it.server.Cluster;
import io.github.keycloaktiledesk.it.server.CustomerCalls;
import io.github.keycloaktiledesk.it.server.Demo;
import io.github.keycloaktiledesk.it.server.SetupCalls;
import io.github.keycloaktiledesk.it.server.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The clock of one of two nodes is off. */
@Tag("database")
@Tag("slow")
class ClocksApartIT {

    @Test
    void ahead() {
        try (Cluster cluster = Cluster.startWithClocksApart(Duration.ofSeconds(90))) {
            check(cluster);
        }
    }

    @Test
    void behind() {
        try (Cluster cluster = Cluster.startWithClocksApart(Duration.ofSeconds(-90))) {
            check(cluster);
        }
    }

    private void check(Cluster cluster) {
        TestRealm here = TestRealm.createOn(cluster.node(0), rep -> {});
        TestRealm there = here.on(cluster.node(1));
        for (TestRealm r : new TestRealm[] {here, there}) {
            String name = r == here ? "here" : "there";
            System.out.println(
                    name
                            + " report "
                            + SetupCalls.by(
                                            r,
                                            cluster.node(0)
                                                    .admin()
                                                    .tokenManager()
                                                    .getAccessTokenString())
                                    .report()
                                    .text());
            TestRealm o = r == here ? there : here;
            Answer agent = r.calls().signin(Demo.AGENT, Demo.PASSWORD);
            print(name + " agent", agent);
            print(name + " agent resumed there", o.calls().customToken(agent.token()));
            print(name + " agent resumed there 2", o.calls().customToken(agent.token()));
            print(name + " agent resumed here", r.calls().customToken(agent.token()));
            Answer guest = r.calls().anonymously(Map.of("id_project", Demo.PROJECT));
            print(name + " guest", guest);
            print(name + " guest resumed there", o.calls().customToken(guest.token()));
            print(name + " guest resumed here", r.calls().customToken(guest.token()));
            Answer customer = new CustomerCalls(r).signIn("now");
            print(name + " customer", customer);
            if (customer.status() == 200)
                print(name + " customer resumed there", o.calls().customToken(customer.token()));
            long now = Instant.now().getEpochSecond();
            print(
                    name + " short token",
                    new CustomerCalls(r).signIn(Demo.customer().claim("exp", now + 60)));
            print(
                    name + " no iat",
                    new CustomerCalls(r).signIn(Demo.customer().claim("iat", null)));
            System.out.println(
                    (r == here ? cluster.node(0) : cluster.node(1))
                            .log()
                            .lines()
                            .filter(l -> l.contains("clock") || l.contains("Clock"))
                            .toList());
        }
    }

    private void print(String name, Answer a) {
        System.out.println("** " + name + " " + a.status() + " " + a.text());
    }
}
