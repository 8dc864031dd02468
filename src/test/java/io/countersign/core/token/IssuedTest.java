package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.ACME_DOMAIN;
import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Product.md 3.8: the same token until half life, then exactly one new.
class IssuedTest {
    private static final Thumbprint LEAF = new Thumbprint("A".repeat(43));
    private static final Lifespan HOUR = new Lifespan(3600);
    private static final Issued FIRST = Issued.first(LEAF, HOUR, Stamp.NONE, NOW);

    @Test
    void the_first_token_has_the_stamp_of_its_moment() {
        assertThat(FIRST).isEqualTo(new Issued(LEAF, HOUR, Stamp.at(NOW), Stamp.NONE, Optional.empty()));
        assertThat(FIRST.hasEnded(FIRST.stamp())).isFalse();
    }

    /// Half life counts from `iat`, 12:00:00; the stamp is of 12:00:00.250.
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00.250Z, true",
        "2026-03-01T12:29:59.999Z, true",
        "2026-03-01T12:30:00.000Z, false",
        "2026-03-01T12:59:59.999Z, false",
        "2026-03-01T13:00:00.000Z, false",
    })
    void the_same_token_comes_again_before_half_life_and_a_new_one_from_then_on(Instant now, boolean same) {
        Issued after = FIRST.afterRequest(LEAF, HOUR, now);

        assertThat(after.equals(FIRST)).isEqualTo(same);
        if (!same) {
            assertThat(after).isEqualTo(new Issued(LEAF, HOUR, Stamp.at(now), Stamp.NONE, Optional.empty()));
        }
    }

    @Test
    void after_the_new_one_the_next_request_gets_that_again() {
        Instant half = NOW.plusSeconds(1800);
        Issued second = FIRST.afterRequest(LEAF, HOUR, half);

        assertThat(second.afterRequest(LEAF, HOUR, half)).isSameAs(second);
        assertThat(second.afterRequest(LEAF, HOUR, half.plusSeconds(1799))).isSameAs(second);
    }

    @Test
    void another_leaf_or_another_lifespan_gets_a_new_token_at_once() {
        var other = new Thumbprint("B".repeat(43));
        var longer = new Lifespan(3601);

        assertThat(FIRST.afterRequest(other, HOUR, NOW))
                .isEqualTo(new Issued(other, HOUR, FIRST.stamp().next(NOW), Stamp.NONE, Optional.empty()));
        assertThat(FIRST.afterRequest(LEAF, longer, NOW))
                .isEqualTo(new Issued(LEAF, longer, FIRST.stamp().next(NOW), Stamp.NONE, Optional.empty()));
    }

    @Test
    void the_same_token_may_come_through_another_anchor_and_the_last_one_is_remembered() {
        var anchor = new AnchorId("00000000000000aa");
        var other = new AnchorId("00000000000000bb");
        Issued issued = FIRST.through(anchor);
        Instant half = NOW.plusSeconds(1800);

        assertThat(issued.through(anchor)).isSameAs(issued);
        assertThat(issued.through(other))
                .isEqualTo(new Issued(LEAF, HOUR, FIRST.stamp(), Stamp.NONE, Optional.of(other)));
        assertThat(issued.afterRequest(LEAF, HOUR, half).anchor()).contains(anchor);
        assertThat(issued.endUpTo(FIRST.stamp()).anchor()).contains(anchor);
        assertThat(issued.afterRequest(LEAF, HOUR, NOW.minus(Duration.ofDays(1)))
                        .anchor())
                .contains(anchor);
    }

    @Test
    void a_token_that_was_logged_out_is_not_handed_back() {
        Issued ended = FIRST.endUpTo(FIRST.stamp());

        Issued after = ended.afterRequest(LEAF, HOUR, NOW);

        assertThat(ended.hasEnded(FIRST.stamp())).isTrue();
        assertThat(after.stamp()).isGreaterThan(FIRST.stamp());
        assertThat(after.hasEnded(after.stamp())).isFalse();
        assertThat(after.hasEnded(FIRST.stamp())).isTrue();
    }

    @Test
    void what_ends_with_a_token_is_every_earlier_one_too_and_no_later_one() {
        Stamp later = FIRST.stamp().next(NOW);
        Issued ended = FIRST.endUpTo(later);

        assertThat(ended.hasEnded(FIRST.stamp())).isTrue();
        assertThat(ended.hasEnded(later)).isTrue();
        assertThat(ended.hasEnded(later.next(NOW))).isFalse();
        assertThat(ended.endUpTo(FIRST.stamp())).isSameAs(ended);
        assertThat(ended.endUpTo(later.next(NOW)).endedUpTo()).isEqualTo(later.next(NOW));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9_999, 10_000})
    void a_clock_that_goes_back_by_up_to_ten_seconds_changes_nothing(long millis) {
        assertThat(FIRST.afterRequest(LEAF, HOUR, NOW.minusMillis(millis))).isSameAs(FIRST);
    }

    @ParameterizedTest
    @ValueSource(longs = {10_001, 3_600_000, 86_400_000L * 3650})
    void a_token_from_a_clock_that_was_far_ahead_is_replaced_by_one_of_now(long millis) {
        Instant earlier = NOW.minusMillis(millis);

        assertThat(FIRST.afterRequest(LEAF, HOUR, earlier)).isEqualTo(Issued.first(LEAF, HOUR, Stamp.NONE, earlier));
    }

    @Test
    void what_has_ended_before_the_clock_was_set_back_stays_ended() {
        Stamp longAgo = Stamp.at(NOW.minus(Duration.ofDays(2)));
        Issued ended = FIRST.endUpTo(longAgo);

        Issued after = ended.afterRequest(LEAF, HOUR, NOW.minus(Duration.ofDays(1)));

        assertThat(after.endedUpTo()).isEqualTo(longAgo);
        assertThat(after.hasEnded(after.stamp())).isFalse();
    }

    @Test
    void a_logout_from_a_clock_that_was_far_ahead_does_not_end_the_tokens_of_now() {
        Issued after = FIRST.endUpTo(FIRST.stamp()).afterRequest(LEAF, HOUR, NOW.minus(Duration.ofDays(1)));

        assertThat(after).isEqualTo(Issued.first(LEAF, HOUR, Stamp.NONE, NOW.minus(Duration.ofDays(1))));
    }

    @Test
    void a_logout_from_the_very_moment_that_the_clock_was_set_back_to_does_not_end_the_new_token() {
        Instant earlier = NOW.minus(Duration.ofDays(1));

        Issued after = FIRST.endUpTo(Stamp.at(earlier)).afterRequest(LEAF, HOUR, earlier);

        assertThat(after.hasEnded(after.stamp())).isFalse();
    }

    @Test
    void a_token_that_a_crash_made_us_forget_is_told_from_its_claims() {
        var claims = new TokenClaims(
                ACME_DOMAIN,
                ACME,
                new DeviceId("pump-1"),
                new UUID(FIRST.stamp().idHigh(), 0),
                NOW,
                NOW.plusSeconds(3600),
                LEAF,
                new AnchorId("0123456789abcdef"),
                List.of());

        assertThat(Issued.forgotten(claims)).isEqualTo(FIRST.through(claims.anchor()));
    }
}
