package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.bench.Comparison.Case;
import io.countersign.bench.Comparison.Measured;
import io.countersign.bench.Comparison.Series;
import io.countersign.bench.Load.Shape;
import io.countersign.bench.Load.Tls;
import io.countersign.bench.LoadResult.Answers;
import io.countersign.bench.LoadResult.Handshakes;
import io.countersign.bench.LoadResult.Latency;
import io.countersign.bench.LoadResult.ServerCost;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediansTest {
    private static final Case FULL = new Case(Shape.FULL, Tls.TLS_1_3);

    @ParameterizedTest
    @CsvSource({"'7', 7", "'9 1 5', 5", "'4 1', 2.5", "'1000 1 2 3', 2.5", "'5 5 5 1 1', 5"})
    void the_median_is_the_one_in_the_middle(String values, double median) {
        assertThat(Medians.of(Stream.of(values.split(" ", -1)).mapToDouble(Double::parseDouble)))
                .isEqualTo(median);
    }

    @Test
    void nothing_has_no_median() {
        assertThatThrownBy(() -> Medians.of(DoubleStream.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Medians(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /// The median of the ratios, not the ratio of the medians: a round in which the machine was slow was so for both.
    @Test
    void a_ratio_is_taken_within_each_round() {
        var medians = new Medians(List.of(round(100, 50), round(400, 100), round(1000, 1000)));

        assertThat(medians.ofRatio(
                        FULL, Series.NEW_TOKEN, result -> result.cost().micros()))
                .isEqualTo(0.5);
        assertThat(medians.of(FULL, Series.NEW_TOKEN, result -> result.cost().micros()))
                .isEqualTo(100);
        assertThat(medians.largest(
                        FULL, Series.NEW_TOKEN, result -> result.cost().rssKib()))
                .isEqualTo(1000);
        assertThat(medians.sum(FULL, Series.NGINX, result -> result.answers().good()))
                .isEqualTo(30);
    }

    /// Of what Countersign takes, a tenth is the JIT compiler's.
    static List<Measured> round(double nginx, double countersign) {
        return Case.ALL.stream()
                .flatMap(way -> Stream.of(Series.values())
                        .map(series -> new Measured(
                                way,
                                series,
                                result(
                                        series == Series.NGINX ? nginx : countersign,
                                        series == Series.NGINX ? 0 : countersign / 10))))
                .toList();
    }

    /// The memory in KiB is the same number as the cost.
    private static LoadResult result(double micros, double jitMicros) {
        return new LoadResult(
                new Answers(10, 0, 0, 0, 0, 0),
                new Handshakes("TLS1.3", "TLS_AES_256_GCM_SHA384", "x25519", 1),
                new ServerCost(micros, jitMicros, (long) micros),
                new Latency(1_000, 2_500),
                1,
                0,
                "");
    }
}
