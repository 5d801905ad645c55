package io.github.keycloaktiledesk.setup;

/** A part of a realm that a setup makes. */
interface Part {

    /** Makes it, unless it is there. */
    Outcome make();

    /** Removes it, if a setup has made it, nobody has changed it since, and nothing uses it. */
    Outcome remove();
}
