package io.github.keycloaktiledesk.broker.handover;

import io.github.keycloaktiledesk.broker.login.CustomTokenLogin;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.step.Refusal;
import io.github.keycloaktiledesk.step.RefusedException;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Does with a custom JWT what the call {@code signinWithCustomToken} does, in a transaction and
 * with an authentication session of its own, while a browser flow waits: a refusal takes back what
 * the provider's flows have written, and their steps do not mix with those of the browser. The
 * session is one of that call, which nothing that a browser sends can make.
 */
final class CustomerLogin {

    private final KeycloakSession session;
    private final AuthenticationFlowContext browser;
    private final EventBuilder event;
    private final AuthenticationSessionModel authSession;

    private CustomerLogin(KeycloakSession session, AuthenticationFlowContext browser) {
        this.session = session;
        this.browser = browser;
        this.event = event();
        this.authSession =
                new AuthenticationSessionManager(session)
                        .createAuthenticationSession(session.getContext().getRealm(), false)
                        .createAuthenticationSession(session.getContext().getClient());
        NewLogin.copyRequest(browser.getAuthenticationSession(), authSession);
        TiledeskCall.CUSTOM_TOKEN.begin(authSession);
    }

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
                login -> {
                    Customer customer = name(CustomTokenLogin.begin(login.context(), token));
                    login.session.getTransactionManager().setRollbackOnly();
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
                login -> {
                    CustomTokenLogin custom = CustomTokenLogin.begin(login.context(), token);
                    UserModel user = custom.signIn();
                    checkKind(user);
                    custom.useUp();
                    return login.end(user);
                });
    }

    private static <T> T inTransaction(AuthenticationFlowContext browser, Work<T> work)
            throws RefusedException {
        Result<T> result =
                OwnTransaction.run(browser, own -> new CustomerLogin(own, browser).run(work));
        if (result.refusal() != null) {
            // As it is when a step has written it.
            browser.getEvent().event(EventType.LOGIN_ERROR);
            throw new RefusedException(result.refusal());
        }
        return result.value();
    }

    private <T> Result<T> run(Work<T> work) {
        try {
            return new Result<>(work.of(this), null);
        } catch (RefusedException e) {
            session.getTransactionManager().setRollbackOnly();
            e.refusal().record(event);
            return new Result<>(null, e.refusal());
        }
    }

    private AuthenticationFlowContext context() {
        return new AuthenticationProcessor()
                .setAuthenticationSession(authSession)
                .setFlowId(browser.getTopLevelFlow().getId())
                .setFlowPath(browser.getFlowPath())
                .setConnection(session.getContext().getConnection())
                .setEventBuilder(event)
                .setRealm(session.getContext().getRealm())
                .setSession(session)
                .setUriInfo(session.getContext().getUri())
                .setRequest(browser.getHttpRequest())
                .createAuthenticatorContext(browser.getExecution(), null, List.of());
    }

    private EventBuilder event() {
        EventBuilder own =
                new EventBuilder(
                                session.getContext().getRealm(),
                                session,
                                session.getContext().getConnection())
                        .event(browser.getEvent().getEvent().getType())
                        .client(session.getContext().getClient());
        Optional.ofNullable(browser.getEvent().getEvent().getDetails())
                .ifPresent(details -> details.forEach(own::detail));
        return own;
    }

    private LoggedIn end(UserModel user) {
        LoggedIn customer =
                new LoggedIn(user.getId(), Map.copyOf(authSession.getUserSessionNotes()));
        new AuthenticationSessionManager(session)
                .removeAuthenticationSession(session.getContext().getRealm(), authSession, false);
        return customer;
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

        T of(CustomerLogin login) throws RefusedException;
    }

    private record Result<T>(T value, Refusal refusal) {}
}
