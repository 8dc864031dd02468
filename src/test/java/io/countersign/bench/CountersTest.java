package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.edge.telemetry.Telemetry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class CountersTest {
    /// The names are the product's: were one changed there, the benchmark could no longer prove its series.
    @Test
    void the_tokens_that_the_server_counts_are_read() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var telemetry = new Telemetry(registry);
        telemetry.tokenIssued();
        Counters before = Counters.parse(registry.scrape());
        telemetry.tokenIssued();
        telemetry.tokenIssued();
        telemetry.tokenHandedBack();

        Counters after = Counters.parse(registry.scrape());

        assertThat(before).isEqualTo(new Counters(1, 0));
        assertThat(after).isEqualTo(new Counters(3, 1));
        assertThat(after.since(before)).isEqualTo(new Counters(2, 1));
    }

    @Test
    void large_numbers_come_in_the_notation_of_floating_point() {
        Counters counters = Counters.parse("""
                countersign_tokens_total{result="handed_back"} 1.5E7
                countersign_tokens_total{result="issued"} 123456.0
                """);

        assertThat(counters).isEqualTo(new Counters(123_456, 15_000_000));
    }

    @Test
    void metrics_without_them_are_refused() {
        assertThatThrownBy(() -> Counters.parse("countersign_tokens_total{result=\"issued\"} 1.0\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
