package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingsTest {
    @ParameterizedTest
    @CsvSource({"0.5, 500", "0.99, 990", "0.999, 999", "1, 1000", "0, 1"})
    void a_share_of_a_thousand_times_did_not_exceed_it(double share, double millis) {
        var timings = new Timings(LongStream.rangeClosed(1, 1_000)
                .map(i -> (1_001 - i) * 1_000)
                .boxed()
                .toList());

        assertThat(timings.millis(share)).isEqualTo(millis);
    }

    @Test
    void of_few_times_the_99th_percentile_is_the_longest() {
        assertThat(new Timings(List.of(3_000L, 1_000L, 2_000L)).text()).isEqualTo("2.0 / 3.0 / 3.0");
    }

    @Test
    void nothing_has_no_percentile() {
        assertThat(new Timings(List.of()).millis(0.5)).isNaN();
        assertThat(new Timings(List.of()).text()).isEqualTo("–");
    }
}
