// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import org.keycloak.OAuth2Constants;

/**
 * The form parameters in which a step finds what a call carried. Where OAuth has a name, it is
 * OAuth's, so that steps of Keycloak and of others find what they look for.
 */
public final class CallParameters {
    /** E-mail of an agent (RFC 6749 section 4.3.2). */
    public static final String USERNAME = OAuth2Constants.USERNAME;

    /** Password of an agent (RFC 6749 section 4.3.2). */
    public static final String PASSWORD = OAuth2Constants.PASSWORD;

    /** One-time code of an agent, as Keycloak's direct grant reads it. */
    public static final String OTP = "otp";

    /** The JWT that was sent in the header (RFC 7523 section 2.1). */
    public static final String ASSERTION = OAuth2Constants.ASSERTION;

    /** The token of the guest whom a customer has been until now. */
    public static final String GUEST_TOKEN = "guest_token";

    /** The Tiledesk project that a visitor belongs to. */
    public static final String ID_PROJECT = "id_project";

    /** First name that a visitor typed. */
    public static final String FIRSTNAME = "firstname";

    /** Last name that a visitor typed. */
    public static final String LASTNAME = "lastname";

    /** E-mail that a visitor typed, proven by nobody. */
    public static final String EMAIL = "email";

    /** Custom attributes of a visitor, the text of a JSON object. */
    public static final String ATTRIBUTES = "attributes";

    private CallParameters() {}
}
