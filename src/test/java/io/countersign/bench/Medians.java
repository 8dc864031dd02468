package io.countersign.bench;

import io.countersign.bench.Comparison.Case;
import io.countersign.bench.Comparison.Measured;
import io.countersign.bench.Comparison.Series;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// The figures of several rounds, one of each kind: the one in the middle.
record Medians(List<List<Measured>> rounds) {
    Medians {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("no round was measured");
        }
    }

    /// The middle one; of an even number, the mean of the two in the middle.
    static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing has no median");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double of(Case way, Series series, ToDoubleFunction<LoadResult> figure) {
        return of(rounds.stream().mapToDouble(round -> figure.applyAsDouble(result(round, way, series))));
    }

    /// The largest of all rounds.
    double largest(Case way, Series series, ToDoubleFunction<LoadResult> figure) {
        return rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(result(round, way, series)))
                .max()
                .orElseThrow();
    }

    double sum(Case way, Series series, ToDoubleFunction<LoadResult> figure) {
        return rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(result(round, way, series)))
                .sum();
    }

    /// CPU time of the server against that of nginx in the same round.
    double ofRatio(Case way, Series series, ToDoubleFunction<LoadResult> figure) {
        return of(rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(result(round, way, series))
                        / figure.applyAsDouble(result(round, way, Series.NGINX))));
    }

    private static LoadResult result(List<Measured> round, Case way, Series series) {
        return round.stream()
                .filter(measured -> measured.way().equals(way) && measured.series() == series)
                .map(Measured::result)
                .findFirst()
                .orElseThrow();
    }
}
