// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.setup.Outcome.State;
import java.util.List;
import java.util.Optional;

/** A part that is made and removed as a whole, and marked as made by a setup. */
abstract class MarkedPart implements Part {

    private final SetupCall call;
    private final String part;
    private final String name;

    /**
     * A part.
     *
     * @param part what it is, such as {@code client}
     * @param name its name in the console
     */
    MarkedPart(SetupCall call, String part, String name) {
        this.call = call;
        this.part = part;
        this.name = name;
    }

    final SetupCall call() {
        return call;
    }

    abstract boolean exists();

    /** Whether a realm without it lacks nothing. */
    boolean isNeedless() {
        return false;
    }

    /** What is in its way, or empty. */
    Optional<String> obstacle() {
        return Optional.empty();
    }

    abstract void create();

    /** What an administrator may change of it, without secrets. */
    abstract JsonNode content();

    /** By what it is used, or empty. */
    abstract Optional<String> use();

    /** Whether another part cannot do without it. */
    boolean isNeededBy(Outcome other) {
        return false;
    }

    abstract void delete();

    /** What tells it from the others of its kind. */
    String key() {
        return part + '.' + name;
    }

    @Override
    public final Outcome make() {
        if (exists()) {
            return outcome(State.KEPT, "");
        }
        if (isNeedless()) {
            return outcome(State.ABSENT, "");
        }
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            return outcome(State.MISSING, obstacle.get());
        }
        create();
        marks().put(key(), content());
        return outcome(State.CREATED, "");
    }

    @Override
    public final Outcome remove(List<Outcome> before) {
        if (!exists()) {
            marks().remove(key());
            return outcome(State.ABSENT, "");
        }
        Optional<String> reason =
                marks().reasonToKeep(key(), content())
                        .or(() -> Unfiltered.ask(call.session(), this::use))
                        .or(() -> need(before));
        if (reason.isPresent()) {
            return outcome(State.KEPT, reason.get());
        }
        delete();
        marks().remove(key());
        return outcome(State.REMOVED, "");
    }

    private Optional<String> need(List<Outcome> before) {
        return before.stream()
                .filter(this::isNeededBy)
                .flatMap(other -> other.need().stream())
                .findFirst();
    }

    private Marks marks() {
        return new Marks(call.realm());
    }

    private Outcome outcome(State state, String text) {
        return new Outcome(state, part, name, text);
    }
}
