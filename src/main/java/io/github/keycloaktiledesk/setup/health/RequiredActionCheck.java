// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.setup.health;

import io.github.keycloaktiledesk.profile.ProfileActionFactory;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel.RequiredAction;

/** Whether guests and customers are kept from completing a profile in a browser. */
record RequiredActionCheck(RealmModel realm) implements Check {

    private static final String PART = "required-action";
    private static final String PATH = "Authentication → Required actions";
    private static final String ACTION = ProfileActionFactory.PROVIDER_ID;

    @Override
    public Stream<Finding> run() {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(ACTION);
        if (action == null) {
            return Stream.of(
                    Finding.missing(
                            PART,
                            "'%s' is not there: no guest or customer can log in with a browser"
                                    .formatted(ProfileActionFactory.DISPLAY_TEXT),
                            PATH));
        }
        if (!action.isEnabled()) {
            return Stream.of(
                    Finding.off(
                            PART,
                            "'%s' is off: no guest or customer can log in with a browser"
                                    .formatted(action.getName()),
                            PATH));
        }
        List<String> order =
                realm.getRequiredActionProvidersStream()
                        .filter(RequiredActionProviderModel::isEnabled)
                        .map(RequiredActionProviderModel::getAlias)
                        .toList();
        return Stream.of(
                order.indexOf(RequiredAction.VERIFY_PROFILE.name()) > order.indexOf(ACTION)
                        ? Finding.risk(
                                PART,
                                "'%s' is above 'Verify Profile': no guest or customer can log in with a browser"
                                        .formatted(action.getName()),
                                PATH)
                        : Finding.ok(PART, "Guests and customers complete no profile", PATH));
    }
}
