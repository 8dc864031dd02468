package io.countersign.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfLifeTest {
    /// Counted from `iat`, which is in whole seconds, so that a device can tell it from the token alone.
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00.000Z, 3600, 2026-03-01T12:30:00.000Z",
        "2026-03-01T12:00:00.999Z, 3600, 2026-03-01T12:30:00.000Z",
        "2026-03-01T12:00:00.000Z, 300, 2026-03-01T12:02:30.000Z",
        "2026-03-01T12:00:00.750Z, 301, 2026-03-01T12:02:30.500Z",
        "2026-03-01T12:00:00.000Z, 2591999, 2026-03-16T11:59:59.500Z",
        "2026-03-01T12:00:00.000Z, 2592000, 2026-03-16T12:00:00.000Z",
    })
    void a_token_is_renewable_from_half_of_its_life_to_the_millisecond(Instant issued, int lifespan, Instant half) {
        var halfLife = new HalfLife(Stamp.at(issued), new Lifespan(lifespan));

        assertThat(halfLife.moment()).isEqualTo(half);
        assertThat(halfLife.isReachedAt(half.minusMillis(1))).isFalse();
        assertThat(halfLife.isReachedAt(half)).isTrue();
        assertThat(halfLife.isReachedAt(half.plusMillis(1))).isTrue();
    }
}
