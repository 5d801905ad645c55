// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.text;

import java.util.regex.Pattern;
import org.keycloak.services.validation.Validation;

/** Texts that strangers send and a database keeps. */
public final class PlainText {
    /** Characters that a text may have: what a column of Keycloak's holds. */
    public static final int MAX_LENGTH = 255;

    /** Characters that a JSON object of custom attributes may have. */
    public static final int MAX_JSON_LENGTH = 16 * 1024;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private PlainText() {}

    /**
     * Takes control characters and halves of surrogate pairs out: databases refuse or replace them,
     * and no name or address has a use for them.
     *
     * @param text a text or null
     * @return the text without them, or null where nothing but space is left
     */
    public static String clean(String text) {
        String clean = text == null ? "" : CONTROL.matcher(text).replaceAll("");
        return clean.isBlank() ? null : clean;
    }

    /**
     * Takes halves of surrogate pairs out, which UTF-8 cannot say (RFC 8259 section 8.2).
     *
     * @param text a text
     * @return the text without them
     */
    public static String encodable(String text) {
        return HALF.matcher(text).replaceAll("");
    }

    /**
     * Takes a text for an e-mail only if it is an address: what is none becomes nobody's e-mail,
     * above all not a trusted one.
     *
     * @param text a clean text or null
     * @return the text, or null where it is no address
     */
    public static String address(String text) {
        return text != null && Validation.isEmailValid(text) ? text : null;
    }

    /**
     * Tells whether a text has such characters.
     *
     * @param text a text
     * @return whether {@link #clean} would change it
     */
    public static boolean hasControl(String text) {
        return CONTROL.matcher(text).find();
    }
}
