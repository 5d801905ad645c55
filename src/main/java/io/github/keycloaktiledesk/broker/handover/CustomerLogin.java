// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.broker.login.CustomTokenLogin;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.UserKind;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Does with a custom JWT what the call {@code signinWithCustomToken} does, in a transaction and
 * with an authentication session of its own, while a browser flow waits: a refusal takes back what
 * the provider's flows have written.
 */
final class CustomerLogin {

    private CustomerLogin() {}

    /**
     * Verifies a token, and writes nothing.
     *
     * @param browser the context of the step
     * @param token what was sent
     * @return whom it names
     * @throws RefusedException if it is not valid; the event is written
     */
    static Customer identify(AuthenticationFlowContext browser, String token)
            throws RefusedException {
        return inTransaction(
                browser,
                call -> {
                    Customer customer = name(CustomTokenLogin.begin(call.context(), token));
                    call.rollBack();
                    return customer;
                });
    }

    /**
     * Signs the customer in whom a token names.
     *
     * @param browser the context of the step
     * @param token what was sent
     * @return the customer; what was written is committed, and the token used up
     * @throws RefusedException if nobody is signed in; the event is written, and nothing else
     */
    static LoggedIn signIn(AuthenticationFlowContext browser, String token)
            throws RefusedException {
        return inTransaction(
                browser,
                call -> {
                    CustomTokenLogin custom = CustomTokenLogin.begin(call.context(), token);
                    UserModel user = custom.signIn();
                    checkKind(user);
                    custom.useUp();
                    return new LoggedIn(user.getId(), call.end());
                });
    }

    private static <T> T inTransaction(AuthenticationFlowContext browser, Work<T> work)
            throws RefusedException {
        Result<T> result = OwnTransaction.run(browser, own -> run(own, browser, work));
        if (result.refusal() != null) {
            // As it is when a step has written it.
            browser.getEvent().event(EventType.LOGIN_ERROR);
            throw new RefusedException(result.refusal());
        }
        return result.value();
    }

    private static <T> Result<T> run(
            KeycloakSession own, AuthenticationFlowContext browser, Work<T> work) {
        CallSession call = new CallSession(own, browser);
        try {
            return new Result<>(work.of(call), null);
        } catch (RefusedException e) {
            call.rollBack();
            e.refusal().record(call.event());
            return new Result<>(null, e.refusal());
        }
    }

    /** A site vouches for its customers; a session of an agent opens far more. */
    private static void checkKind(UserModel user) throws RefusedException {
        if (UserKind.of(user) != UserKind.CUSTOMER) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "Not allowed",
                            Errors.NOT_ALLOWED,
                            "an existing user cannot be handed over"));
        }
    }

    private static Customer name(CustomTokenLogin login) {
        BrokeredIdentityContext customer = login.customer();
        return new Customer(
                login.known().map(UserModel::getId).orElse(null),
                Customer.name(customer.getFirstName(), customer.getLastName(), customer.getId()));
    }

    @FunctionalInterface
    private interface Work<T> {

        T of(CallSession call) throws RefusedException;
    }

    private record Result<T>(T value, Refusal refusal) {}
}
