// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.profile;

import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.List;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Errors;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel.RequiredAction;

/**
 * The required action {@code tiledesk-profile}, which asks nothing of anybody. It keeps guests and
 * customers from what would make an account of them: Keycloak's <em>Verify Profile</em>, and
 * actions that whoever opens the login page may choose ({@code kc_action}), such as a new e-mail or
 * password. Keycloak evaluates the actions of a realm one after another, at every login in a
 * browser, so it has to come after <em>Verify Profile</em>.
 */
public final class ProfileAction implements RequiredActionProvider {

    private static final String VERIFY_PROFILE = RequiredAction.VERIFY_PROFILE.name();

    ProfileAction() {
        // Made by its factory.
    }

    /**
     * Refuses where nothing keeps guests and customers from typing an e-mail that nobody has
     * proven, or a password, into their account.
     *
     * @param realm the realm in which somebody is about to log in with a browser
     * @throws RefusedException if the realm does not use this action, or only before it verifies
     *     profiles
     */
    public static void checkUsedBy(RealmModel realm) throws RefusedException {
        List<String> enabled =
                realm.getRequiredActionProvidersStream()
                        .filter(RequiredActionProviderModel::isEnabled)
                        .map(RequiredActionProviderModel::getProviderId)
                        .toList();
        int own = enabled.lastIndexOf(ProfileActionFactory.PROVIDER_ID);
        if (own < 0 || enabled.indexOf(VERIFY_PROFILE) > own) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Not allowed",
                            Errors.NOT_ALLOWED,
                            "the required action '%s' is not switched on, or not below 'Verify Profile'"
                                    .formatted(ProfileActionFactory.DISPLAY_TEXT)));
        }
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        if (UserKind.of(context.getUser()) != UserKind.AGENT) {
            context.getAuthenticationSession().removeRequiredAction(VERIFY_PROFILE);
            context.getAuthenticationSession().removeClientNote(Constants.KC_ACTION);
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        // An admin may have chosen it for a user: there is nothing to do.
        context.success();
    }

    @Override
    public void processAction(RequiredActionContext context) {
        context.success();
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
