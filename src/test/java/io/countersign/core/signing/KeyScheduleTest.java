package io.countersign.core.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyScheduleTest {
    @ParameterizedTest
    @CsvSource({"PT48H, PT0S", "PT48H, PT47H59M59S", "P90D, PT24H"})
    void a_key_signs_for_two_days_or_longer_after_a_shorter_notice(Duration period, Duration notice) {
        assertThat(new KeySchedule(period, notice).period()).isEqualTo(period);
    }

    @ParameterizedTest
    @CsvSource({"PT47H59M59S, PT0S", "PT0S, PT0S", "PT-48H, PT0S"})
    void a_shorter_period_is_refused(Duration period, Duration notice) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeySchedule(period, notice))
                .withMessageContaining("at least PT48H, not " + period);
    }

    @ParameterizedTest
    @CsvSource({"PT48H, PT48H", "PT48H, PT49H", "PT48H, PT-1S"})
    void a_notice_that_is_negative_or_not_shorter_is_refused(Duration period, Duration notice) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeySchedule(period, notice))
                .withMessageContaining("notice")
                .withMessageContaining(notice.toString());
    }

    @Test
    void by_default_a_key_signs_for_90_days_after_a_day_of_notice() {
        assertThat(KeySchedule.DEFAULT).isEqualTo(new KeySchedule(Duration.ofDays(90), Duration.ofDays(1)));
    }
}
