package io.github.keycloaktiledesk.guest.page;

import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.List;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Errors;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel.RequiredAction;

/**
 * The required action {@code tiledesk-guest-profile}, which asks nothing of anybody: it takes
 * Keycloak's <em>Verify Profile</em> back from guests, who have neither names nor an e-mail in
 * their account. Keycloak evaluates the actions of a realm one after another, at every login in a
 * browser, so it has to come after that one.
 */
final class GuestProfileAction implements RequiredActionProvider {

    private static final String VERIFY_PROFILE = RequiredAction.VERIFY_PROFILE.name();

    /**
     * Refuses where a guest would be asked to complete a profile, and so to type an e-mail that
     * nobody has proven into an account.
     *
     * @throws RefusedException if the realm verifies profiles and does not use this action
     */
    static void checkUsedBy(RealmModel realm) throws RefusedException {
        List<String> enabled =
                realm.getRequiredActionProvidersStream()
                        .filter(RequiredActionProviderModel::isEnabled)
                        .map(RequiredActionProviderModel::getProviderId)
                        .toList();
        if (enabled.indexOf(VERIFY_PROFILE)
                > enabled.lastIndexOf(GuestProfileActionFactory.PROVIDER_ID)) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Not allowed",
                            Errors.NOT_ALLOWED,
                            "the required action '%s' is not switched on, or not below 'Verify Profile'"
                                    .formatted(GuestProfileActionFactory.DISPLAY_TEXT)));
        }
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        if (UserKind.of(context.getUser()) == UserKind.GUEST) {
            context.getAuthenticationSession().removeRequiredAction(VERIFY_PROFILE);
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
