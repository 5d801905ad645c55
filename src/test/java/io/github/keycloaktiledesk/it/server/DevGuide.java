// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.net.URI;

/** What a newcomer needs to know once the demo is up. */
record DevGuide(URI server) {

    @Override
    public String toString() {
        return """

                Keycloak with the demo realm is ready. Ctrl-C stops it.

                Console:  %1$s/admin/master/console/#/%2$s  (%3$s / %4$s)
                Tiledesk: %5$s

                An agent signs in:
                curl -s %5$s%6$s -H 'Content-Type: application/json' -d '{"email":"%7$s","password":"%8$s"}'

                A visitor signs in:
                curl -s %5$s%9$s -H 'Content-Type: application/json' -d '{"id_project":"%10$s","firstname":"Ada"}'

                A customer signs in, with a token that their site signed (this one is good for an hour):
                curl -s -X POST %5$s%11$s -H 'Authorization: JWT %12$s'
                """
                .formatted(
                        server,
                        Demo.REALM,
                        Administrator.USERNAME,
                        Administrator.PASSWORD,
                        server + "/realms/" + Demo.REALM + "/tiledesk",
                        Calls.SIGNIN,
                        Demo.AGENT,
                        Demo.PASSWORD,
                        Calls.ANONYMOUSLY,
                        Demo.PROJECT,
                        Calls.CUSTOM_TOKEN,
                        Demo.customer().sign(Demo.SECRET));
    }
}
