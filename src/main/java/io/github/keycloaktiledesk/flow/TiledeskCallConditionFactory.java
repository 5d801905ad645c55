// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.flow;

import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.StepFactory;
import io.github.keycloaktiledesk.text.FormTexts;
import java.util.List;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes the condition {@code tiledesk-call}. */
public final class TiledeskCallConditionFactory extends StepFactory
        implements ConditionalAuthenticatorFactory {

    static final String CALL = "call";

    private static final FormTexts TEXTS = new FormTexts("condition");

    private static final TiledeskCallCondition CONDITION = new TiledeskCallCondition();

    /** For {@link java.util.ServiceLoader}. */
    public TiledeskCallConditionFactory() {
        super(CONDITION);
    }

    @Override
    public ConditionalAuthenticator create(KeycloakSession session) {
        return CONDITION;
    }

    @Override
    public ConditionalAuthenticator getSingleton() {
        return CONDITION;
    }

    @Override
    public String getReferenceCategory() {
        return REFERENCE_CATEGORY;
    }

    @Override
    public String getId() {
        return "tiledesk-call";
    }

    @Override
    public String getDisplayType() {
        return "Condition - Tiledesk call";
    }

    @Override
    public String getHelpText() {
        return "Runs the branch for one of Tiledesk's sign-in calls.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(
                TEXTS.choice(
                        CALL,
                        ProviderConfigProperty.LIST_TYPE,
                        TiledeskCall.SIGNIN.value(),
                        TiledeskCall.names()));
    }
}
