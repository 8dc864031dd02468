package io.countersign.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StampTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");

    @Test
    void a_stamp_tells_its_moment_to_the_millisecond() {
        assertThat(Stamp.at(NOON).moment()).isEqualTo(NOON);
        assertThat(Stamp.at(NOON.plusNanos(999_999)).moment()).isEqualTo(NOON);
        assertThat(Stamp.at(NOON).epochSecond()).isEqualTo(NOON.getEpochSecond());
        assertThat(Stamp.at(Instant.parse("9999-12-31T23:59:59.999Z")).moment())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59.999Z"));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "4094, 4095"})
    void the_next_stamp_of_one_millisecond_counts_on(int counter, int next) {
        var stamp = new Stamp(Stamp.at(NOON).value() + counter);

        assertThat(stamp.next(NOON).value() - Stamp.at(NOON).value()).isEqualTo(next);
        assertThat(stamp.next(NOON).moment()).isEqualTo(NOON);
    }

    @Test
    void a_counter_that_is_full_runs_over_into_the_next_millisecond() {
        var full = new Stamp(Stamp.at(NOON).value() + 4095);

        assertThat(full.next(NOON)).isEqualTo(Stamp.at(NOON.plusMillis(1)));
    }

    @Test
    void the_next_stamp_is_of_its_moment_if_that_is_later() {
        assertThat(Stamp.at(NOON).next(NOON.plusMillis(1))).isEqualTo(Stamp.at(NOON.plusMillis(1)));
    }

    @Test
    void a_clock_that_goes_back_does_not_take_the_stamp_with_it() {
        Stamp next = Stamp.at(NOON).next(NOON.minusSeconds(5));

        assertThat(next).isGreaterThan(Stamp.at(NOON));
        assertThat(next.moment()).isEqualTo(NOON);
    }

    @Test
    void stamps_are_ordered_by_moment_then_counter() {
        assertThat(Stamp.NONE).isLessThan(Stamp.at(NOON));
        assertThat(Stamp.at(NOON)).isLessThan(Stamp.at(NOON).next(NOON)).isEqualByComparingTo(Stamp.at(NOON));
        assertThat(Stamp.at(NOON).next(NOON)).isLessThan(Stamp.at(NOON.plusMillis(1)));
    }

    /// RFC 9562, 5.7: 48 bits of milliseconds, the version, 12 bits of `rand_a`.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0xabc, 4095})
    void a_stamp_is_the_upper_half_of_a_uuid_of_version_7(int counter) {
        var stamp = new Stamp(Stamp.at(NOON).value() + counter);
        var id = new UUID(stamp.idHigh(), 0x8000_0000_0000_0000L);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id).asString().isEqualTo("019ca945-0afa-7%03x-8000-000000000000".formatted(counter));
        assertThat(Stamp.of(id)).isEqualTo(stamp);
    }
}
