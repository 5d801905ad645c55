// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloaktiledesk.api.Answer.InvalidField;
import io.github.keycloaktiledesk.call.CallParameters;
import io.github.keycloaktiledesk.call.ProjectId;
import io.github.keycloaktiledesk.call.TiledeskCall;
import io.github.keycloaktiledesk.text.PlainText;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.keycloak.services.validation.Validation;
import org.keycloak.util.JsonSerialization;

/** Checks the fields of a body and turns them into the form that the steps of a flow read. */
final class CallForm {

    private static final Set<String> SECRETS = Set.of("password", "otp", "guest_token");

    private final ObjectNode body;
    private final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
    private final List<InvalidField> invalid = new ArrayList<>();

    private CallForm(ObjectNode body) {
        this.body = body;
    }

    /**
     * Reads the fields of a call.
     *
     * @param call a call
     * @param body the object that was sent; fields that the call does not know are ignored
     * @param assertion the JWT of the header, or null
     * @return the form, with {@link #invalid()} telling what is wrong with it
     */
    static CallForm of(TiledeskCall call, ObjectNode body, String assertion) {
        CallForm fields = new CallForm(body);
        switch (call) {
            case SIGNIN -> fields.signin();
            case SIGNIN_ANONYMOUSLY -> fields.signinAnonymously();
            case CUSTOM_TOKEN -> {
                fields.form.putSingle(CallParameters.ASSERTION, assertion);
                fields.optional("guest_token", CallParameters.GUEST_TOKEN);
            }
            case RESUME -> fields.form.putSingle(CallParameters.ASSERTION, assertion);
        }
        return fields;
    }

    /** The form of a call that is refused unread. */
    static CallForm empty() {
        return new CallForm(JsonSerialization.createObjectNode());
    }

    MultivaluedMap<String, String> parameters() {
        return form;
    }

    List<InvalidField> invalid() {
        return invalid;
    }

    private void signin() {
        required("email", CallParameters.USERNAME, CallForm::isEmail);
        required("password", CallParameters.PASSWORD, password -> true);
        optional("otp", CallParameters.OTP, otp -> otp.length() <= PlainText.MAX_LENGTH);
    }

    /** In quotes, Keycloak takes control characters too; and what nobody is found by, it logs. */
    private static boolean isEmail(String text) {
        return Validation.isEmailValid(text) && !PlainText.hasControl(text);
    }

    private void signinAnonymously() {
        required("id_project", CallParameters.ID_PROJECT, ProjectId::isPossible);
        // How large they may be, the settings of the step say.
        optional("firstname", CallParameters.FIRSTNAME);
        optional("lastname", CallParameters.LASTNAME);
        optional("email", CallParameters.EMAIL);
        JsonNode attributes = body.get("attributes");
        if (isPresent(attributes)) {
            if (attributes.isObject()) {
                // They go into a token, which has to be read again.
                form.putSingle(
                        CallParameters.ATTRIBUTES, PlainText.encodable(attributes.toString()));
            } else {
                reject("attributes");
            }
        }
    }

    private void required(String name, String parameter, Predicate<String> valid) {
        JsonNode value = body.get(name);
        if (isPresent(value)
                && value.isTextual()
                && !value.textValue().isEmpty()
                && valid.test(value.textValue())) {
            form.putSingle(parameter, value.textValue());
        } else {
            reject(name);
        }
    }

    private void optional(String name, String parameter) {
        optional(name, parameter, any -> true);
    }

    private void optional(String name, String parameter, Predicate<String> valid) {
        JsonNode value = body.get(name);
        if (!isPresent(value)) {
            return;
        }
        if (value.isTextual() && valid.test(value.textValue())) {
            form.putSingle(parameter, value.textValue());
        } else {
            reject(name);
        }
    }

    private void reject(String name) {
        JsonNode value = body.get(name);
        // Whatever was sent as a password, code or token goes back to nobody.
        boolean secret = SECRETS.contains(name);
        boolean empty =
                value == null
                        || value.isNull()
                        || (value.isTextual() && value.textValue().isEmpty());
        invalid.add(new InvalidField(name, secret && !empty ? null : value));
    }

    private static boolean isPresent(JsonNode value) {
        return value != null && !value.isNull();
    }
}
