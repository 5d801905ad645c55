// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.call;

import java.util.regex.Pattern;

/** The id of a project at Tiledesk. */
public final class ProjectId {

    /** What an {@code ObjectId} of Tiledesk's database can be written as. */
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-fA-F]{24}|\\P{Cntrl}{12}");

    private ProjectId() {}

    /**
     * Whether a text can be a project's id, and so be sent by a visitor.
     *
     * @param text any text
     * @return true for 24 hexadecimal digits, or 12 characters that are not all blank
     */
    public static boolean isPossible(String text) {
        return OBJECT_ID.matcher(text).matches() && !text.isBlank();
    }
}
