// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.server;

import java.util.List;
import org.keycloak.models.utils.TimeBasedOTP;
import org.keycloak.representations.idm.CredentialRepresentation;

/** What an authenticator app shows for the demo realm's secret. */
public final class OneTimeCode {

    /** The demo realm's agent with an authenticator app. */
    public static final String AGENT = "otto.code@example.com";

    private static final String SECRET = "demo-one-time-secret";

    static {
        LogSearch.SECRETS.addText(SECRET);
    }

    private OneTimeCode() {}

    /** The code of this moment. Keycloak takes each only once for a user. */
    public static String now() {
        return new TimeBasedOTP("HmacSHA1", 6, 30, 1).generateTOTP(SECRET);
    }

    /** The credentials of a user with the demo's password and this app. */
    public static List<CredentialRepresentation> credentials() {
        CredentialRepresentation otp = new CredentialRepresentation();
        otp.setType("otp");
        otp.setSecretData("{\"value\":\"" + SECRET + "\"}");
        otp.setCredentialData(
                "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,"
                        + "\"algorithm\":\"HmacSHA1\"}");
        return List.of(RealmUsers.password(Demo.PASSWORD), otp);
    }
}
