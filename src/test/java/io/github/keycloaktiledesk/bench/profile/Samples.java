// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a server's threads were found at work.
 *
 * @param stacks one for each time, what ran just then first
 */
record Samples(List<List<Frame>> stacks) {

    /** A method of a class. */
    record Frame(String type, String method) {

        @Override
        public String toString() {
            return type.substring(type.lastIndexOf('.') + 1) + "." + method;
        }
    }

    static Samples read(Path recording) throws IOException {
        List<List<Frame>> stacks = new ArrayList<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample")
                        && event.getStackTrace() != null) {
                    stacks.add(
                            event.getStackTrace().getFrames().stream()
                                    .map(Samples::frame)
                                    .toList());
                }
            }
        }
        return new Samples(stacks);
    }

    private static Frame frame(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        return new Frame(method.getType().getName(), method.getName());
    }

    /** Those in which code of this extension is being run, or waited for. */
    Samples withinOurs() {
        return new Samples(
                stacks.stream().filter(stack -> stack.stream().anyMatch(Samples::isOurs)).toList());
    }

    /** By owner, the share of samples in which his code ran: the topmost that has an owner. */
    Map<String, Double> owners() {
        return shares(
                stack ->
                        stack.stream()
                                .flatMap(frame -> Owner.of(frame.type()).stream())
                                .findFirst()
                                .map(Owner::label)
                                .or(() -> Optional.of("other")));
    }

    /** By our innermost method and what it called, the share of samples. */
    Map<String, Double> calledByUs() {
        return shares(
                stack -> {
                    for (int i = 0; i < stack.size(); i++) {
                        if (isOurs(stack.get(i))) {
                            return Optional.of(
                                    stack.get(i) + (i == 0 ? "" : " → " + stack.get(i - 1)));
                        }
                    }
                    return Optional.empty();
                });
    }

    /** By method of this extension or of Keycloak, the share of samples in which it was begun. */
    Map<String, Double> begun() {
        Map<String, Double> shares = new TreeMap<>();
        for (List<Frame> stack : stacks) {
            stack.stream()
                    .filter(frame -> frame.type().startsWith("org.keycloak.") || isOurs(frame))
                    .map(Frame::toString)
                    .distinct()
                    .forEach(frame -> shares.merge(frame, 1.0 / stacks.size(), Double::sum));
        }
        return shares;
    }

    private Map<String, Double> shares(Function<List<Frame>, Optional<String>> name) {
        return stacks.stream()
                .flatMap(stack -> name.apply(stack).stream())
                .collect(
                        Collectors.groupingBy(
                                each -> each,
                                TreeMap::new,
                                Collectors.summingDouble(each -> 1.0 / stacks.size())));
    }

    private static boolean isOurs(Frame frame) {
        return Owner.of(frame.type()).filter(owner -> owner == Owner.OURS).isPresent();
    }
}
