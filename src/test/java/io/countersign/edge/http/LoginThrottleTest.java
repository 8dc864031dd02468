package io.countersign.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginThrottleTest {
    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");

    private final LoginThrottle throttle = new LoginThrottle();

    @ParameterizedTest
    @CsvSource({"0, 0", "4, 0", "5, 1", "6, 2", "7, 4", "10, 32", "11, 60", "40, 60"})
    void the_pause_doubles_with_every_wrong_password_after_the_fifth(int wrong, int seconds) {
        for (int i = 0; i < wrong; i++) {
            throttle.failed("acme/admin", "10.0.0.1", NOON);
        }

        assertThat(throttle.pause("acme/admin", "10.0.0.1", NOON)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(throttle.pause("acme/admin", "10.0.0.1", NOON.plusSeconds(seconds)))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void nobody_locks_a_user_out_from_elsewhere() {
        for (int i = 0; i < 20; i++) {
            throttle.failed("acme/admin", "10.0.0.1", NOON);
        }

        assertThat(throttle.pause("acme/admin", "10.0.0.2", NOON)).isEqualTo(Duration.ZERO);
    }

    @Test
    void an_address_that_tries_many_accounts_is_slowed_down() {
        for (int i = 0; i < LoginThrottle.FREE_PER_ADDRESS; i++) {
            throttle.failed("acme/user-" + i, "10.0.0.1", NOON);
        }

        assertThat(throttle.pause("acme/another", "10.0.0.1", NOON)).isPositive();
    }

    @Test
    void a_right_password_starts_the_account_anew() {
        for (int i = 0; i < 6; i++) {
            throttle.failed("acme/admin", "10.0.0.1", NOON);
        }
        throttle.succeeded("acme/admin", "10.0.0.1");

        assertThat(throttle.pause("acme/admin", "10.0.0.1", NOON)).isEqualTo(Duration.ZERO);
    }
}
