package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.user.TiledeskUser;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * The protocol mapper "Tiledesk claims": what a Tiledesk server reads in a token. It runs after all
 * others and takes out what opens doors at Tiledesk and is proven by nobody, whoever put it in.
 */
public final class TiledeskClaimsMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper,
                OIDCIDTokenMapper,
                UserInfoTokenMapper,
                TokenIntrospectionTokenMapper {

    private static final String PROVIDER_ID = "oidc-tiledesk-claims-mapper";

    /** Claim with the Keycloak id of the user, by which a stateless token finds its user again. */
    static final String USER_ID_CLAIM = "keycloak_user_id";

    /** Setting: {@code sub} tells the kind of guests and customers. */
    private static final String SUB_CONFIG = "tiledesk.sub";

    /** The audience that a Tiledesk server must see first. */
    public static final String TILEDESK_AUDIENCE = "https://tiledesk.com";

    /**
     * Claims that other mappers may have added by name. What nobody has proven goes; what the token
     * has a field for would stand in it twice.
     */
    private static final Set<String> REPLACED =
            Set.of("role", "_id", "id", "email", "email_verified", "preferred_username");

    private static final List<ProviderConfigProperty> CONFIG = config();

    private static List<ProviderConfigProperty> config() {
        ProviderConfigProperty sub =
                new ProviderConfigProperty(
                        SUB_CONFIG,
                        "Tiledesk 'sub'",
                        "On: the claim 'sub' is 'guest' for visitors and 'userexternal' for customers, which a Tiledesk server"
                                + " insists upon. Off: it stays the Keycloak id, and their tokens carry no '_id'.",
                        ProviderConfigProperty.BOOLEAN_TYPE,
                        "true");
        List<ProviderConfigProperty> properties = new ArrayList<>(List.of(sub));
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(properties, TiledeskClaimsMapper.class);
        return List.copyOf(properties);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Tiledesk claims";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Adds the claims that a Tiledesk server reads, and removes an unverified e-mail and any role.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return CONFIG;
    }

    /** After every mapper of Keycloak's, whose highest priority is 50. */
    @Override
    public int getPriority() {
        return 100;
    }

    // What is unproven goes also where a switch tells this mapper to add nothing.

    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        removeUnproven(token, TiledeskUser.of(userSession.getUser()));
        return super.transformAccessToken(token, mapper, session, userSession, context);
    }

    @Override
    public AccessToken transformUserInfoToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        removeUnproven(token, TiledeskUser.of(userSession.getUser()));
        return super.transformUserInfoToken(token, mapper, session, userSession, context);
    }

    @Override
    public AccessToken transformIntrospectionToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        removeUnproven(token, TiledeskUser.of(userSession.getUser()));
        return super.transformIntrospectionToken(token, mapper, session, userSession, context);
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        UserModel user = userSession.getUser();
        TiledeskUser tiledesk = TiledeskUser.of(user);
        removeUnproven(token, tiledesk);
        Map<String, Object> claims = token.getOtherClaims();
        put(claims, "firstname", tiledesk.firstname());
        put(claims, "lastname", tiledesk.lastname());
        put(claims, "fullName", tiledesk.fullName());
        put(claims, "emailverified", tiledesk.emailVerified());
        put(claims, "attributes", tiledesk.attributes());
        put(claims, "id_project", tiledesk.project());
        put(claims, USER_ID_CLAIM, user.getId());
        token.setPreferredUsername(user.getUsername());
        if (tiledesk.emailVerified()) {
            token.setEmail(tiledesk.email());
            token.setEmailVerified(true);
        }
        identify(
                token,
                tiledesk,
                Boolean.parseBoolean(mapper.getConfig().getOrDefault(SUB_CONFIG, "true")));
        putTiledeskFirst(token);
    }

    private static void removeUnproven(IDToken token, TiledeskUser user) {
        token.getOtherClaims().keySet().removeAll(REPLACED);
        if (!user.emailVerified()) {
            token.setEmail(null);
            token.setEmailVerified(null);
        }
    }

    private static void identify(IDToken token, TiledeskUser user, boolean tiledeskSub) {
        if (user.kind() != UserKind.AGENT) {
            if (!tiledeskSub) {
                // With a sub that it does not know, Tiledesk would read the _id as an account's.
                return;
            }
            token.subject(user.kind() == UserKind.GUEST ? "guest" : "userexternal");
        }
        put(token.getOtherClaims(), "_id", user.id());
        put(token.getOtherClaims(), "id", user.id());
    }

    /** Tiledesk reads the audiences joined as one URL, which has to begin with its own. */
    private static void putTiledeskFirst(IDToken token) {
        if (token.getAudience() == null
                || !List.of(token.getAudience()).contains(TILEDESK_AUDIENCE)) {
            return;
        }
        Set<String> others = new TreeSet<>(List.of(token.getAudience()));
        others.remove(TILEDESK_AUDIENCE);
        token.audience(TILEDESK_AUDIENCE);
        others.forEach(token::addAudience);
    }

    private static void put(Map<String, Object> claims, String name, Object value) {
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
    }
}
