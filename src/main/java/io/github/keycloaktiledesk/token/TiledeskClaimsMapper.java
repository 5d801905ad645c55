// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.call.TiledeskClient;
import io.github.keycloaktiledesk.text.FormTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
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
 * others and takes out what Tiledesk decides by and nobody has proven, whoever put it in.
 */
public final class TiledeskClaimsMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper,
                OIDCIDTokenMapper,
                UserInfoTokenMapper,
                TokenIntrospectionTokenMapper {

    private static final String PROVIDER_ID = "oidc-tiledesk-claims-mapper";

    /** Setting: {@code sub} tells the kind of guests and customers. */
    private static final String SUB_CONFIG = "tiledesk.sub";

    /** The audience that a Tiledesk server must see first. */
    public static final String TILEDESK_AUDIENCE = TiledeskClaims.AUDIENCE;

    private static final List<ProviderConfigProperty> CONFIG = config();

    private static List<ProviderConfigProperty> config() {
        ProviderConfigProperty sub =
                new FormTexts("claims")
                        .property(SUB_CONFIG, ProviderConfigProperty.BOOLEAN_TYPE, "true");
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

    /** After every other mapper, also after those of others. */
    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    /**
     * Called when an admin saves the mapper. No import asks for it. Of the clients that have a
     * client scope it is Tiledesk's own whose tokens go to a Tiledesk server in any case.
     */
    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        ClientModel client = container instanceof ClientModel c ? c : TiledeskClient.of(realm);
        Optional<String> objection =
                TiledeskAlgorithm.objection(TiledeskAlgorithm.of(realm, client))
                        .filter(any -> isTiledeskSub(mapper));
        if (objection.isPresent()) {
            // Without a key for a translation, Keycloak would answer 500.
            throw new ProtocolMapperConfigException(
                    objection.get()
                            + ". Choose one of them in the realm settings (Tokens) or in the client"
                            + " (Advanced), or switch Tiledesk sub off.",
                    "tiledeskAlgorithm");
        }
    }

    // What is unproven goes also where a switch tells this mapper to add nothing.

    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        guard(token, userSession);
        return super.transformAccessToken(token, mapper, session, userSession, context);
    }

    @Override
    public AccessToken transformUserInfoToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        guard(token, userSession);
        // The same as in the ID token (OpenID Connect Core 1.0, 5.3.2).
        String subject = token.getSubject();
        super.transformUserInfoToken(token, mapper, session, userSession, context);
        token.setSubject(subject);
        return token;
    }

    @Override
    public AccessToken transformIntrospectionToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        guard(token, userSession);
        return super.transformIntrospectionToken(token, mapper, session, userSession, context);
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        // By the ID token's 'sub' a client tells its users apart, and no Tiledesk server reads it.
        boolean tiledeskSub = token instanceof AccessToken && isTiledeskSub(mapper);
        new TiledeskClaims(userSession.getUser()).write(token, tiledeskSub);
        putTiledeskFirst(token);
    }

    /**
     * Completes a token that answers a call of Tiledesk's: all claims and the audience, also where
     * the token is a lightweight one, a switch tells this mapper to add nothing, or somebody else's
     * mapper has come last. Without this mapper the claims are left out.
     */
    static void complete(
            AccessToken token, UserSessionModel userSession, ClientSessionContext context) {
        TiledeskClaims claims = new TiledeskClaims(userSession.getUser());
        claims.removeUnproven(token);
        context.getProtocolMappersStream()
                .filter(TiledeskClaimsMapper::is)
                .findFirst()
                .ifPresent(mapper -> complete(token, claims, isTiledeskSub(mapper), context));
        TiledeskClaims.putAudienceFirst(token);
    }

    private static void complete(
            AccessToken token,
            TiledeskClaims claims,
            boolean tiledeskSub,
            ClientSessionContext context) {
        claims.write(token, tiledeskSub);
        if (tiledeskSub) {
            ClientModel client = context.getClientSession().getClient();
            AlgorithmWarning.giveOnce(client.getRealm(), client);
        }
    }

    private static void guard(IDToken token, UserSessionModel userSession) {
        new TiledeskClaims(userSession.getUser()).removeUnproven(token);
        putTiledeskFirst(token);
    }

    private static void putTiledeskFirst(IDToken token) {
        if (TiledeskClaims.isForTiledesk(token)) {
            TiledeskClaims.putAudienceFirst(token);
        }
    }

    /**
     * Tells whether a mapper is one of this kind.
     *
     * @param mapper a protocol mapper
     * @return whether it is
     */
    public static boolean is(ProtocolMapperModel mapper) {
        return PROVIDER_ID.equals(mapper.getProtocolMapper());
    }

    /**
     * Reads the setting <em>Tiledesk 'sub'</em>.
     *
     * @param mapper a mapper of this kind
     * @return whether {@code sub} tells the kind of guests and customers
     */
    public static boolean isTiledeskSub(ProtocolMapperModel mapper) {
        return Boolean.parseBoolean(mapper.getConfig().getOrDefault(SUB_CONFIG, "true"));
    }
}
