package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.ACME_DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTokenTest {
    private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00.000Z, 3600",
        "2026-03-01T12:00:00.001Z, 3599",
        "2026-03-01T12:59:59.000Z, 1",
        "2026-03-01T12:59:59.001Z, 0",
        "2026-03-01T13:00:00.000Z, 0",
    })
    void expires_in_counts_whole_seconds_from_now_and_never_too_many(Instant now, long seconds) {
        assertThat(token("pump-1", 3600).expiresIn(now)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 3600, 86_400, 2_592_000})
    void every_device_renews_past_half_life_and_before_four_fifths_of_the_life(int lifespan) {
        double half = lifespan / 2.0;
        IntStream.range(0, 2000).forEach(i -> {
            DeviceToken token = token("pump-" + i, lifespan);
            assertThat((double) token.renewAfter(ISSUED)).isBetween(half, 0.8 * lifespan + 1);
            Instant late = ISSUED.plusMillis(999);
            assertThat((double) token.renewAfter(late)).isBetween(half - 0.999, 0.8 * lifespan + 1);
        });
    }

    /// A fleet that started together does not renew together: a tenth of the devices in each tenth of the time.
    @Test
    void devices_are_spread_evenly_over_the_time_of_renewal() {
        int[] perTenth = new int[10];
        for (int i = 0; i < 10_000; i++) {
            double share = (token("pump-" + i, 2_592_000).renewAfter(ISSUED) - 1_296_000) / 777_601.0;
            perTenth[(int) (share * 10)]++;
        }
        assertThat(perTenth)
                .satisfies(counts -> assertThat(IntStream.of(counts)).allMatch(n -> n > 800 && n < 1200));
    }

    @Test
    void a_device_is_told_the_same_moment_whenever_it_asks() {
        DeviceToken token = token("pump-1", 3600);
        long first = token.renewAfter(ISSUED);

        assertThat(token.renewAfter(ISSUED.plusSeconds(600))).isEqualTo(first - 600);
        assertThat(token.renewAfter(ISSUED.plusSeconds(600).plusMillis(1))).isBetween(first - 601, first - 600);
    }

    @Test
    void a_moment_that_has_passed_is_now() {
        assertThat(token("pump-1", 300).renewAfter(ISSUED.plusSeconds(299))).isZero();
    }

    @Test
    void a_token_in_a_log_does_not_show_its_text() {
        assertThat(token("pump-1", 300)).asString().contains("pump-1").doesNotContain("aa.bb.cc");
    }

    private static DeviceToken token(String device, int lifespan) {
        var claims = new TokenClaims(
                ACME_DOMAIN,
                ACME,
                new DeviceId(device),
                new UUID(Stamp.at(ISSUED).idHigh(), 0),
                ISSUED,
                ISSUED.plusSeconds(lifespan),
                new Thumbprint("A".repeat(43)),
                new AnchorId("0123456789abcdef"),
                List.of());
        return new DeviceToken(new DeviceToken.Signed(claims, "aa.bb.cc"), false);
    }
}
