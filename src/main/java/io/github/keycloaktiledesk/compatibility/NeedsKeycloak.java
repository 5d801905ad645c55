// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.compatibility;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A class that is never reached on a Keycloak older than this. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NeedsKeycloak {

    /**
     * The first version that has all that the class calls.
     *
     * @return for example {@code 26.7.0}
     */
    String value();
}
