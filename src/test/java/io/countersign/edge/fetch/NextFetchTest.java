package io.countersign.edge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextFetchTest {
    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");
    private static final double ALMOST_ONE = Math.nextDown(1.0);

    @ParameterizedTest
    @CsvSource(textBlock = """
            # age,  life,    fraction, next
            PT0S,   PT10H,   0,        PT5H
            PT0S,   PT10H,   0.5,      PT6H30M
            PT0S,   PT1H,    0,        PT30M
            PT2H,   PT10H,   0,        PT3H
            # a long life does not mean that nothing new comes before
            PT0S,   P7D,     0,        PT12H
            PT0S,   P7D,     0.5,      PT9H
            P3D,    P7D,     0.5,      PT9H
            # old when it was handed out: not again and again
            PT9H,   PT10H,   0,        PT5M
            PT9H,   PT10H,   0.5,      PT6M15S
            PT11H,  PT10H,   0,        PT5M
            PT0S,   PT2M,    0,        PT5M
            # ends before it begins, or begins in the future
            PT0S,   -PT1H,   0,        PT5M
            -P9D,   P1D,     0,        PT12H
            """)
    void a_copy_is_fetched_again_in_the_second_half_of_its_life(
            Duration age, Duration life, double fraction, Duration next) {
        Instant thisUpdate = NOON.minus(age);

        assertThat(NextFetch.afterSuccess(NOON, thisUpdate, Optional.of(thisUpdate.plus(life)), fraction))
                .isEqualTo(NOON.plus(next));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "PT1H", "P1D", "P7D", "P365D"})
    void it_is_fetched_before_it_ends_even_with_the_largest_jitter(Duration life) {
        assertThat(NextFetch.afterSuccess(NOON, NOON, Optional.of(NOON.plus(life)), ALMOST_ONE))
                .isBefore(NOON.plus(life));
    }

    @Test
    void a_copy_without_an_end_is_fetched_again_within_half_a_day() {
        assertThat(NextFetch.afterSuccess(NOON, NOON, Optional.empty(), 0)).isEqualTo(NOON.plus(NextFetch.LATEST));
        assertThat(NextFetch.afterSuccess(NOON, NOON, Optional.empty(), ALMOST_ONE))
                .isBetween(
                        NOON.plus(Duration.ofHours(6)),
                        NOON.plus(Duration.ofHours(6).plusSeconds(1)));
    }

    @Test
    void dates_at_the_ends_of_the_calendar_do_no_harm() {
        Instant end = Instant.parse("9999-12-31T23:59:59Z");

        assertThat(NextFetch.afterSuccess(NOON, Instant.EPOCH, Optional.of(end), 0.5))
                .isEqualTo(NOON.plus(Duration.ofHours(9)));
        assertThat(NextFetch.afterSuccess(NOON, end, Optional.of(Instant.EPOCH), 0))
                .isEqualTo(NOON.plus(Duration.ofHours(12)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1,          0,    PT1M
            1,          0.5,  PT45S
            2,          0,    PT2M
            3,          0,    PT4M
            6,          0,    PT32M
            7,          0,    PT1H
            7,          0.5,  PT45M
            2147483647, 0,    PT1H
            """)
    void the_pause_after_failures_doubles_up_to_an_hour(int failures, double fraction, Duration pause) {
        assertThat(NextFetch.afterFailure(NOON, failures, fraction)).isEqualTo(NOON.plus(pause));
    }

    @Test
    void no_failure_and_no_fraction_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> NextFetch.afterFailure(NOON, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> NextFetch.afterFailure(NOON, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> NextFetch.afterFailure(NOON, 1, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NextFetch.afterSuccess(NOON, NOON, Optional.empty(), -0.1));
    }
}
