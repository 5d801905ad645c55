// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.Map;

/** The step of the sign-in flow that makes users members of their project at Tiledesk. */
public final class MembershipStep {

    /** Its provider. */
    public static final String ID = "tiledesk-membership";

    private final FlowEditor flow;

    /** The demo realm's, which is switched off at first. */
    public MembershipStep(TestRealm realm) {
        this.flow = new FlowEditor(realm);
    }

    /** Switches it on, at the end of the flow. */
    public void require(String baseUrl, Map<String, String> settings) {
        configure(Map.of("baseUrl", baseUrl));
        configure(settings);
        flow.require(FlowEditor.SIGN_IN, ID, "REQUIRED");
    }

    /** Switches it off again. */
    public void off() {
        flow.require(FlowEditor.SIGN_IN, ID, "DISABLED");
    }

    /** Changes settings. */
    public void configure(Map<String, String> settings) {
        settings.forEach((name, value) -> flow.configure(FlowEditor.SIGN_IN, ID, name, value));
    }
}
