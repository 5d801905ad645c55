// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloaktiledesk.setup.Outcome.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPGroup;
import org.keycloak.services.resources.admin.UserProfileResource;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.util.JsonSerialization;

/** The attributes that the extension keeps, in the user profile. Each is made by itself. */
final class UserProfilePart implements Part {

    private static final String PART = "user-profile";
    private static final String PATH = "users/profile";

    private final SetupCall call;
    private final Marks marks;

    UserProfilePart(SetupCall call) {
        this.call = call;
        this.marks = new Marks(call.realm());
    }

    @Override
    public Outcome make() {
        UPConfig profile = profile();
        UPConfig ours = Template.userProfile();
        List<UPAttribute> added =
                ours.getAttributes().stream()
                        .filter(attribute -> profile.getAttribute(attribute.getName()) == null)
                        .toList();
        if (added.isEmpty()) {
            return outcome(State.KEPT, "");
        }
        for (UPGroup group : ours.getGroups()) {
            if (!hasGroup(profile, group.getName())) {
                profile.addGroup(group);
                marks.put(key(group), content(group));
            }
        }
        added.forEach(profile::addOrReplaceAttribute);
        save(profile);
        added.forEach(attribute -> marks.put(key(attribute), content(attribute)));
        return outcome(State.CREATED, "");
    }

    @Override
    public Outcome remove(List<Outcome> before) {
        Optional<String> use = new OurUsers(call).reasonToKeep().or(() -> need(before));
        if (use.isPresent()) {
            return outcome(State.KEPT, use.get());
        }
        UPConfig profile = profile();
        List<String> kept = new ArrayList<>();
        boolean removed = false;
        for (UPAttribute ours : Template.userProfile().getAttributes()) {
            UPAttribute attribute = profile.getAttribute(ours.getName());
            if (attribute == null) {
                marks.remove(key(ours));
            } else if (marks.reasonToKeep(key(ours), content(attribute)).isPresent()) {
                kept.add(ours.getName());
            } else {
                marks.remove(key(ours));
                profile.removeAttribute(ours.getName());
                removed = true;
            }
        }
        if (removed) {
            removeEmptyGroups(profile);
            save(profile);
        }
        return kept.isEmpty()
                ? outcome(removed ? State.REMOVED : State.ABSENT, "")
                : outcome(
                        State.KEPT,
                        "Made by no setup, or changed since: " + String.join(", ", kept));
    }

    /** All but the required action serve guests or customers. */
    private static Optional<String> need(List<Outcome> before) {
        return before.stream()
                .filter(other -> !RequiredActionPart.KIND.equals(other.part()))
                .flatMap(other -> other.need().stream())
                .findFirst();
    }

    private void removeEmptyGroups(UPConfig profile) {
        for (UPGroup ours : Template.userProfile().getGroups()) {
            boolean empty =
                    profile.getAttributes().stream()
                            .noneMatch(attribute -> ours.getName().equals(attribute.getGroup()));
            if (empty && profile.getGroups().removeIf(group -> isOurs(ours, group))) {
                marks.remove(key(ours));
            }
        }
    }

    private boolean isOurs(UPGroup ours, UPGroup group) {
        return ours.getName().equals(group.getName())
                && marks.reasonToKeep(key(ours), content(group)).isEmpty();
    }

    private static boolean hasGroup(UPConfig profile, String name) {
        return profile.getGroups() != null
                && profile.getGroups().stream().anyMatch(group -> name.equals(group.getName()));
    }

    /** A copy: Keycloak compares what it is given with its own. */
    private UPConfig profile() {
        UPConfig profile = call.session().getProvider(UserProfileProvider.class).getConfiguration();
        try {
            return JsonSerialization.readValue(
                    JsonSerialization.writeValueAsString(profile), UPConfig.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(UPConfig profile) {
        new UserProfileResource(call.session(), call.auth(), call.event(PATH))
                .setAndGetConfiguration(profile);
    }

    private static String key(UPAttribute attribute) {
        return PART + '.' + attribute.getName();
    }

    private static String key(UPGroup group) {
        return PART + "-group." + group.getName();
    }

    private static JsonNode content(Object attributeOrGroup) {
        return JsonSerialization.mapper.valueToTree(attributeOrGroup);
    }

    private static Outcome outcome(State state, String text) {
        return new Outcome(state, PART, "tiledesk.*", text);
    }
}
