// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Map;

/** The three kinds of people who sign in. */
public enum Somebody {
    /** The demo's agent, with the password. */
    AGENT {
        @Override
        public Answer signIn(TestRealm realm) {
            return realm.calls().signin(Demo.AGENT, Demo.PASSWORD);
        }
    },
    /** A visitor, a new one every time. */
    VISITOR {
        @Override
        public Answer signIn(TestRealm realm) {
            return realm.calls().anonymously(Map.of("id_project", Demo.PROJECT));
        }
    },
    /** The demo's customer, with a custom token. */
    CUSTOMER {
        @Override
        public Answer signIn(TestRealm realm) {
            return realm.calls().customToken(Demo.customer().sign(Demo.SECRET));
        }
    };

    /** Signs in and returns the answer as it came. */
    public abstract Answer signIn(TestRealm realm);
}
