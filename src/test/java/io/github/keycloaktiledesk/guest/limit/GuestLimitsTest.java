// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.guest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloaktiledesk.guest.limit.GuestRates.Reached;
import io.github.keycloaktiledesk.it.server.AtOnce;
import io.github.keycloaktiledesk.text.FormTexts;
import io.github.keycloaktiledesk.text.MessageFile;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.provider.ProviderConfigProperty;

class GuestLimitsTest {

    private static final String REALM = "realm";
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";

    private final AtomicLong clock = new AtomicLong(-7);
    private final GuestRates rates = new GuestRates(clock::get);

    @Test
    void refusesAnAddressUntilItsHourIsOver() {
        RateLimits two = new RateLimits(2, 0);

        assertThat(admits(HERE, two)).isTrue();
        pass(Duration.ofMinutes(30));
        assertThat(admits(HERE, two)).isTrue();
        assertThat(retryAfter(HERE, two)).isEqualTo(1800);
        assertThat(admits(THERE, two)).isTrue();

        pass(Duration.ofMinutes(30).minusMillis(1));
        assertThat(retryAfter(HERE, two)).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(admits(HERE, two)).isTrue();
        assertThat(admits(HERE, two)).isTrue();
        assertThat(retryAfter(HERE, two)).isEqualTo(3600);
    }

    @Test
    void refusesARealmUntilItsMinuteIsOver() {
        RateLimits two = new RateLimits(0, 2);

        assertThat(admits(HERE, two)).isTrue();
        assertThat(admits(THERE, two)).isTrue();
        pass(Duration.ofMillis(500));
        assertThat(retryAfter("192.0.2.3", two)).isEqualTo(60);
        assertThat(rates.count("other", HERE, two)).isEmpty();

        pass(Duration.ofMillis(59_500));
        assertThat(admits(HERE, two)).isTrue();
    }

    @Test
    void takesAnyNumberWhereALimitIsOff() {
        RateLimits none = new RateLimits(0, 0);

        assertThat(IntStream.range(0, 5_000).allMatch(i -> admits(HERE, none))).isTrue();
    }

    @Test
    void countsNobodyForTheRealmWhomItRefusesByAddress() {
        RateLimits limits = new RateLimits(1, 2);
        assertThat(admits(HERE, limits)).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(reached(HERE, limits)).hasValueSatisfying(it -> isOf("address", it));
        }

        assertThat(admits(THERE, limits)).isTrue();
        assertThat(reached("192.0.2.3", limits)).hasValueSatisfying(it -> isOf("realm", it));
    }

    @Test
    void countsNobodyForTheAddressWhomItRefusesByRealm() {
        RateLimits limits = new RateLimits(2, 1);
        assertThat(admits(HERE, limits)).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(reached(HERE, limits)).hasValueSatisfying(it -> isOf("realm", it));
        }

        pass(Duration.ofMinutes(1));
        assertThat(admits(HERE, limits)).isTrue();
        pass(Duration.ofMinutes(1));
        assertThat(reached(HERE, limits)).hasValueSatisfying(it -> isOf("address", it));
    }

    @Test
    void countsTheAddressesOfEachRealmForThemselves() {
        RateLimits one = new RateLimits(1, 0);

        assertThat(rates.count("one", HERE, one)).isEmpty();
        assertThat(rates.count("other", HERE, one)).isEmpty();
        assertThat(rates.count("one", HERE, one)).isPresent();
    }

    /** Also while both limits are reached at once, again and again. */
    @Test
    void letsAsManyInAsMayBeHoweverManyComeAtOnce() {
        RateLimits limits = new RateLimits(300, 500);
        List<Supplier<Integer>> visitors =
                IntStream.range(0, 8)
                        .<Supplier<Integer>>mapToObj(
                                i -> () -> admitted(i % 2 == 0 ? HERE : THERE, limits))
                        .toList();

        assertThat(AtOnce.call(visitors).stream().mapToInt(Integer::intValue).sum()).isEqualTo(500);
        pass(Duration.ofMinutes(1));
        // Whoever was refused for the realm's sake has not used the address up.
        assertThat(AtOnce.call(visitors).stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    }

    private int admitted(String address, RateLimits limits) {
        return (int) IntStream.range(0, 1_000).filter(i -> admits(address, limits)).count();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:201, 192.0.2.1",
        "[::ffff:192.0.2.1], 192.0.2.1",
        "2001:db8:1:2::3, 20010db800010002::/64",
        "2001:DB8:1:2:ffff:ffff:ffff:ffff, 20010db800010002::/64",
        "[2001:db8:1:2::4]:443, 20010db800010002::/64",
        "2001:db8:1:3::3, 20010db800010003::/64",
        "fe80::1%eth0, fe80000000000000::/64",
        "fe80::1%no-such-interface, fe80000000000000::/64",
        "::1, 0000000000000000::/64",
        "unknown, unknown",
        "_hidden, _hidden",
        "1:2:zz, 1:2:zz",
        "visitor.example.test, visitor.example.test"
    })
    void countsAddressesByWhoeverHasThem(String remoteHost, String key) {
        assertThat(ClientAddress.key(remoteHost)).isEqualTo(key);
    }

    @Test
    void countsWhatIsNoAddressToo() {
        assertThat(ClientAddress.key(null)).isEmpty();
        assertThat(ClientAddress.key("[")).isEqualTo("[");
        assertThat(ClientAddress.key("x".repeat(60_000))).hasSize(64);
        assertThat(ClientAddress.key(":".repeat(60_000))).hasSize(64);
    }

    @Test
    void readsTheSettings() {
        assertThat(RateLimits.of(Map.of())).isEqualTo(new RateLimits(100, 600));
        assertThat(RateLimits.of(Map.of("guestsPerAddress", " 7 ", "guestsPerRealm", "0")))
                .isEqualTo(new RateLimits(7, 0));
        assertThat(FieldLimits.of(Map.of())).isEqualTo(new FieldLimits(255, 16_384, 8));
        assertThat(
                        FieldLimits.of(
                                Map.of(
                                        "maxTextLength", "1",
                                        "maxAttributesSize", "2",
                                        "maxAttributesDepth", "3")))
                .isEqualTo(new FieldLimits(1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "999999999"})
    void keepsWhatIsTypedBoundedWhateverIsSet(String setting) {
        assertThat(
                        FieldLimits.of(
                                Map.of(
                                        "maxTextLength", setting,
                                        "maxAttributesSize", setting,
                                        "maxAttributesDepth", setting)))
                .isEqualTo(FieldLimits.BOUNDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many", "1.5", "99999999999999999999", "", "٣"})
    void takesTheDefaultForWhatIsNoNumber(String setting) {
        assertThat(RateLimits.of(Map.of("guestsPerAddress", setting)).perAddress()).isEqualTo(100);
    }

    /** The texts are written by hand. */
    @Test
    void namesItsBounds() {
        Map<String, String> english = MessageFile.ofConsole("en");

        assertThat(FieldLimits.properties(new FormTexts("guest")))
                .extracting(property -> english.get(property.getHelpText()))
                .satisfiesExactly(
                        text -> assertThat(text).contains(boundOf(FieldLimits.BOUNDS.text())),
                        size -> assertThat(size).contains(boundOf(FieldLimits.BOUNDS.size())),
                        depth -> assertThat(depth).contains(boundOf(FieldLimits.BOUNDS.depth())));
    }

    private static String boundOf(int limit) {
        return "only the bound of " + limit + " counts";
    }

    @Test
    void offersItsDefaults() {
        FormTexts texts = new FormTexts("guest");

        assertThat(RateLimits.properties(texts))
                .extracting(ProviderConfigProperty::getDefaultValue)
                .containsExactly("100", "600");
        assertThat(FieldLimits.properties(texts))
                .extracting(ProviderConfigProperty::getDefaultValue)
                .containsExactly("255", "16384", "8");
    }

    @Test
    void countsCharactersOfTextsAndBytesOfAttributes() {
        FieldLimits limits = new FieldLimits(3, 12, 2);

        assertThat(limits.exceededBy(form("firstname", "äöü", "lastname", "", "email", "a@b")))
                .isEmpty();
        assertThat(
                        limits.exceededBy(
                                form("firstname", "abcd", "lastname", "abcd", "email", "a@b.c")))
                .containsExactly("firstname", "lastname", "email");
        assertThat(limits.exceededBy(form("attributes", "{\"a\":\"1234\"}"))).isEmpty();
        assertThat(limits.exceededBy(form("attributes", "{\"a\":\"üü\"}"))).isEmpty();
        assertThat(limits.exceededBy(form("attributes", "{\"a\":\"12345\"}")))
                .containsExactly("attributes");
        assertThat(limits.exceededBy(form("attributes", "{\"a\":\"üüü\"}")))
                .containsExactly("attributes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true",
                "{\"a\":1,\"b\":{},\"c\":[1]} | true",
                "{\"a\":[[1]]} | false",
                "{\"a\":{\"b\":{}}} | false"
            })
    void countsHowDeepAttributesAre(String json, boolean taken) {
        assertThat(new FieldLimits(1, 100, 2).exceededBy(form("attributes", json)).isEmpty())
                .isEqualTo(taken);
    }

    private static MultivaluedMap<String, String> form(String... fields) {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.putSingle(fields[i], fields[i + 1]);
        }
        return form;
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private Optional<Reached> reached(String address, RateLimits limits) {
        return rates.count(REALM, address, limits);
    }

    private boolean admits(String address, RateLimits limits) {
        return reached(address, limits).isEmpty();
    }

    private long retryAfter(String address, RateLimits limits) {
        return reached(address, limits).orElseThrow().retryAfter();
    }

    private static void isOf(String limit, Reached reached) {
        assertThat(reached.name()).isEqualTo(limit);
    }
}
