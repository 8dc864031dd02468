package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    /// The JDK keeps its last 750 parsed certificates with the outcome of their signature check: a smaller fleet would
    /// make the check of chains look free.
    @Test
    void a_whole_benchmark_has_at_least_1600_devices_of_100_tenants_5_rounds_and_20000_requests_of_warm_up() {
        Plan plan = Plan.of(Map.of());

        assertThat(plan).isEqualTo(new Plan(false, 100, 1_600, 5, 20_000, 40_000));
    }

    @Test
    void a_quick_one_is_smaller_in_everything_but_tenants() {
        Plan plan = Plan.of(Map.of("QUICK", "1"));

        assertThat(plan).isEqualTo(new Plan(true, 100, 300, 2, 2_000, 8_000));
    }

    @Test
    void each_number_can_be_chosen() {
        Plan plan = Plan.of(
                Map.of("TENANTS", "7", "DEVICES", "900", "ROUNDS", "3", "WARMUP", "0", "KEPT", "11", "QUICK", ""));

        assertThat(plan).isEqualTo(new Plan(false, 7, 900, 3, 0, 11));
    }

    @ParameterizedTest
    @CsvSource({
        "ROUNDS, 0, ROUNDS is a whole number from 1 to 1000000",
        "ROUNDS, -1, ROUNDS is a whole number from 1 to 1000000",
        "DEVICES, 99, DEVICES is a whole number from 100 to 1000000",
        "DEVICES, 1000001, DEVICES is a whole number from 100 to 1000000",
        "WARMUP, many, WARMUP is a whole number from 0 to 1000000",
        "KEPT, 99999999999999999999, KEPT is a whole number from 1 to 1000000"
    })
    void a_number_that_makes_no_sense_is_refused(String name, String value, String complaint) {
        assertThatThrownBy(() -> Plan.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint + ", not '" + value + "'");
    }
}
