// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.token;

import io.github.keycloaktiledesk.user.TiledeskUser;
import io.github.keycloaktiledesk.user.UserKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keycloak.models.UserModel;
import org.keycloak.representations.IDToken;

/**
 * What a Tiledesk server reads in a token of a user. Writing it again changes nothing.
 *
 * @param user whose the token is
 */
record TiledeskClaims(UserModel user) {

    /** Claim with the Keycloak id of the user, by which a stateless token finds its user again. */
    static final String USER_ID = "keycloak_user_id";

    /** The audience that a Tiledesk server must see first. */
    static final String AUDIENCE = "https://tiledesk.com";

    /**
     * Claims that mappers may have added by name. What nobody has proven goes; what the token has a
     * field for would stand in it twice.
     */
    private static final Set<String> REPLACED =
            Set.of("role", "_id", "id", "email", "email_verified", "preferred_username");

    /** What may stand in a host name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]+");

    private static final Comparator<String> URLS_FIRST =
            Comparator.comparing((String any) -> !isUrl(any))
                    .thenComparing(Comparator.naturalOrder());

    /**
     * Writes the claims.
     *
     * @param tiledeskSub whether {@code sub} tells the kind of guests and customers
     */
    void write(IDToken token, boolean tiledeskSub) {
        removeUnproven(token);
        TiledeskUser tiledesk = TiledeskUser.of(user);
        Map<String, Object> claims = token.getOtherClaims();
        put(claims, "firstname", tiledesk.firstname());
        put(claims, "lastname", tiledesk.lastname());
        put(claims, "fullName", tiledesk.fullName());
        put(claims, "emailverified", tiledesk.emailVerified());
        put(claims, "attributes", tiledesk.attributes());
        put(claims, "id_project", tiledesk.project());
        put(claims, USER_ID, user.getId());
        token.setPreferredUsername(user.getUsername());
        if (tiledesk.emailVerified()) {
            token.setEmail(tiledesk.email());
            token.setEmailVerified(true);
        }
        identify(token, tiledesk, tiledeskSub);
    }

    /** Takes out what Tiledesk decides by and nobody has proven, whoever put it in. */
    void removeUnproven(IDToken token) {
        token.getOtherClaims().keySet().removeAll(REPLACED);
        if (!TiledeskUser.hasVerifiedEmail(user)) {
            token.setEmail(null);
            token.setEmailVerified(null);
        }
    }

    /**
     * Puts Tiledesk's audience first. Tiledesk reads all, joined by commas, as one URL: from the
     * first other URL on all is path, and before that only names may stand.
     */
    static void putAudienceFirst(IDToken token) {
        Set<String> others = new TreeSet<>(URLS_FIRST);
        audiences(token).filter(any -> !AUDIENCE.equals(any)).forEach(others::add);
        if (others.stream().noneMatch(TiledeskClaims::isUrl)
                && others.stream().anyMatch(any -> !NAME.matcher(any).matches())) {
            others.add(AUDIENCE + '/');
        }
        token.audience(Stream.concat(Stream.of(AUDIENCE), others.stream()).toArray(String[]::new));
    }

    private static boolean isUrl(String audience) {
        return audience.startsWith("https://") || audience.startsWith("http://");
    }

    /** Whether the token is meant for a Tiledesk server. */
    static boolean isForTiledesk(IDToken token) {
        return audiences(token).anyMatch(AUDIENCE::equals);
    }

    private static Stream<String> audiences(IDToken token) {
        return token.getAudience() == null ? Stream.empty() : List.of(token.getAudience()).stream();
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

    private static void put(Map<String, Object> claims, String name, Object value) {
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
    }
}
