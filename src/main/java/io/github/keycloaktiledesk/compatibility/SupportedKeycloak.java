// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import org.keycloak.migration.ModelVersion;

/**
 * The Keycloaks that we serve: from the minor version of the oldest to that of the newest, with all
 * patches and all builds of vendors, such as {@code 26.6.4.redhat-00001}.
 *
 * @param oldest the oldest that was tried, such as {@code 26.6.4}
 * @param newest the newest that was tried
 */
record SupportedKeycloak(String oldest, String newest) {

    /** What may be expected of a Keycloak. */
    enum Standing {
        /** It lacks what we call. */
        TOO_OLD,
        /** Its minor version is one that was tried. */
        SUPPORTED,
        /**
         * Older than all that were tried of its minor version, newer than all that were, or nobody
         * knows.
         */
        UNTRIED
    }

    /**
     * Judges a Keycloak.
     *
     * @param version as it says itself, such as {@code 26.7.4} or {@code 999.0.0-SNAPSHOT}
     */
    Standing of(String version) {
        ModelVersion keycloak = new ModelVersion(version);
        if (keycloak.getMajor() == 0) {
            // Not a number.
            return Standing.UNTRIED;
        }
        if (keycloak.lessThan(minor(oldest))) {
            return Standing.TOO_OLD;
        }
        return keycloak.lessThan(new ModelVersion(oldest)) || minor(newest).lessThan(minor(version))
                ? Standing.UNTRIED
                : Standing.SUPPORTED;
    }

    private static ModelVersion minor(String version) {
        ModelVersion all = new ModelVersion(version);
        return new ModelVersion(all.getMajor(), all.getMinor(), 0);
    }

    /** For people, such as {@code 26.6 to 26.7}. */
    String range() {
        String from = text(oldest);
        String to = text(newest);
        return from.equals(to) ? from : from + " to " + to;
    }

    private static String text(String version) {
        ModelVersion minor = minor(version);
        return minor.getMajor() + "." + minor.getMinor();
    }
}
