package io.github.keycloaktiledesk.broker.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloaktiledesk.broker.keys.SharedSecrets;
import io.github.keycloaktiledesk.it.server.CustomToken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.VerificationException;

class AssertionVerifierTest {

    private static final long NOW = 1_800_000_000L;
    private static final String AUDIENCE = "https://tiledesk.com/projects/p1";
    private static final String UUID_SECRET = "0b0c1d2e-1111-4222-8333-444455556666";
    private static final String LONG_SECRET = "x".repeat(64);

    @Test
    void acceptsWhatASiteSends() throws VerificationException {
        var token =
                verify(
                        site().claim("firstname", "Eva")
                                .claim("lastname", "Demo")
                                .sign(UUID_SECRET));

        assertThat(token.id()).isEqualTo("c1");
        assertThat(token.firstname()).isEqualTo("Eva");
        assertThat(token.lastname()).isEqualTo("Demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void acceptsEachAllowedAlgorithm(String algorithm) throws VerificationException {
        assertThat(
                        verify(LONG_SECRET, false, 0, site().algorithm(algorithm).sign(LONG_SECRET))
                                .id())
                .isEqualTo("c1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "RS256", "ES256", "hs256", "HS1024", ""})
    void refusesAnyOtherAlgorithmBeforeItLooksAtTheSignature(String algorithm) {
        // Signed with the right secret all the same: only the header's algorithm is wrong.
        CustomToken forged = site().header("alg", algorithm);

        refused(forged.signed(hmac(UUID_SECRET, forged.signingInput())), "algorithm not allowed");
    }

    @Test
    void refusesAnAlgorithmThatTheProviderDoesNotAllow() {
        var verifier = verifier(Set.of("HS512"), LONG_SECRET, false, 0);

        assertThatThrownBy(() -> verifier.verify(parse(site().sign(LONG_SECRET)), NOW))
                .hasMessage("algorithm not allowed");
    }

    @Test
    void refusesASecretShorterThanTheHashUnlessItIsALegacyOne() throws VerificationException {
        String hs512 = site().algorithm("HS512").sign(UUID_SECRET);

        assertThatThrownBy(() -> verify(UUID_SECRET, false, 0, hs512))
                .hasMessageContaining("too short");
        assertThat(verify(UUID_SECRET, true, 0, hs512).id()).isEqualTo("c1");
        assertThatThrownBy(() -> verify("short", true, 0, site().sign("short")))
                .hasMessageContaining("too short");
        assertThatThrownBy(() -> verify("", true, 0, site().signed(new byte[32])))
                .hasMessageContaining("too short");
    }

    @Test
    void refusesAnotherSecretAndATamperedToken() {
        refused(site().sign("another-secret-of-thirty-six-bytes!!"), "wrong signature");
        String signed = site().sign(UUID_SECRET);
        String tampered =
                site().claim("_id", "c2").signingInput()
                        + signed.substring(signed.lastIndexOf('.'));
        refused(tampered, "wrong signature");
        refused(site().signed(new byte[0]), "wrong signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crit", "b64"})
    void refusesHeadersThatChangeTheMeaning(String header) {
        refused(
                site().header(header, List.of("exp")).sign(UUID_SECRET),
                "critical header parameters are not understood");
    }

    @Test
    void ignoresKeysThatTheTokenBringsAlong() throws VerificationException {
        String jwt =
                site().header("jwk", Map.of("kty", "oct", "k", "AAAA"))
                        .header("jku", "https://evil.example/jwks")
                        .header("kid", "../../dev/null")
                        .sign(UUID_SECRET);

        assertThat(verify(jwt).id()).isEqualTo("c1");
    }

    @Test
    void wantsItsOwnAudienceAndNoOther() throws VerificationException {
        assertThat(verify(site().claim("aud", List.of(AUDIENCE)).sign(UUID_SECRET)).id())
                .isEqualTo("c1");
        for (Object aud :
                List.of(
                        "https://tiledesk.com/projects/p2",
                        "https://tiledesk.com/projects/p1/",
                        "https://tiledesk.com/projects/p1/../p1",
                        "https://other.example/projects/p1",
                        "https://tiledesk.com",
                        "p1",
                        42,
                        List.of(),
                        List.of(AUDIENCE, "https://tiledesk.com/projects/p2"))) {
            refused(
                    site().claim("aud", aud).sign(UUID_SECRET),
                    "aud is not the provider's audience");
        }
    }

    @Test
    void expiresToTheSecond() throws VerificationException {
        assertThat(verify(site().claim("exp", NOW + 1).sign(UUID_SECRET)).id()).isEqualTo("c1");
        refused(site().claim("exp", NOW).sign(UUID_SECRET), "expired");
        refused(site().without("exp").sign(UUID_SECRET), "exp is missing");
    }

    @Test
    void allowsTheClockSkewAndNoMore() throws VerificationException {
        String late = site().claim("iat", NOW - 60).claim("exp", NOW - 4).sign(UUID_SECRET);
        String tooLate = site().claim("iat", NOW - 60).claim("exp", NOW - 5).sign(UUID_SECRET);
        String early = site().claim("nbf", NOW + 5).sign(UUID_SECRET);
        String tooEarly = site().claim("nbf", NOW + 6).sign(UUID_SECRET);

        assertThat(verify(UUID_SECRET, false, 5, late).id()).isEqualTo("c1");
        assertThat(verify(UUID_SECRET, false, 5, early).id()).isEqualTo("c1");
        assertThatThrownBy(() -> verify(UUID_SECRET, false, 5, tooLate)).hasMessage("expired");
        assertThatThrownBy(() -> verify(UUID_SECRET, false, 5, tooEarly))
                .hasMessage("not yet valid");
    }

    @Test
    void refusesTokensOfTheFutureAndLongLivedOnes() throws VerificationException {
        refused(site().claim("nbf", NOW + 1).sign(UUID_SECRET), "not yet valid");
        refused(site().claim("iat", NOW + 1).sign(UUID_SECRET), "issued in the future");
        refused(
                site().claim("exp", NOW + 86_401).sign(UUID_SECRET),
                "lives longer than the provider allows");
        refused(
                site().without("iat").claim("exp", NOW + 86_401).sign(UUID_SECRET),
                "lives longer than the provider allows");
        assertThat(verify(site().claim("exp", NOW + 86_400).sign(UUID_SECRET)).id())
                .isEqualTo("c1");
    }

    @Test
    void refusesDatesThatAreNone() {
        for (Object date : List.of("2099-01-01", -1, 1e300, Long.MAX_VALUE, List.of(1), true)) {
            refused(site().claim("exp", date).sign(UUID_SECRET), "exp is no date");
            refused(site().claim("nbf", date).sign(UUID_SECRET), "nbf is no date");
        }
    }

    private static byte[] hmac(String secret, String input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(String jwt, String reason) {
        assertThatThrownBy(() -> verify(jwt))
                .isInstanceOf(VerificationException.class)
                .hasMessage(reason);
    }

    private static CustomerClaims verify(String jwt) throws VerificationException {
        return verify(UUID_SECRET, false, 0, jwt);
    }

    private static CustomerClaims verify(String secret, boolean legacy, long skew, String jwt)
            throws VerificationException {
        return verifier(Set.of("HS256", "HS384", "HS512"), secret, legacy, skew)
                .verify(parse(jwt), NOW)
                .customer();
    }

    private static AssertionVerifier verifier(
            Set<String> algorithms, String secret, boolean legacy, long skew) {
        return new AssertionVerifier(
                new AssertionRules(
                        algorithms, Set.of(AUDIENCE), Set.of(), "", skew, 86_400, false, false),
                new SharedSecrets(List.of(secret), legacy));
    }

    private static UnverifiedToken parse(String jwt) {
        return UnverifiedToken.parse(jwt).orElseThrow();
    }

    private static CustomToken site() {
        return new CustomToken()
                .claims(
                        Map.of(
                                "_id",
                                "c1",
                                "aud",
                                AUDIENCE,
                                "sub",
                                "userexternal",
                                "iat",
                                NOW,
                                "exp",
                                NOW + 3600));
    }
}
