package io.countersign.bench;

import io.countersign.bench.Comparison.Case;
import io.countersign.bench.Comparison.Series;
import io.countersign.bench.Load.Shape;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of a comparison, in Markdown.
final class Report {
    private static final double KIB_PER_MIB = 1024;
    private static final double MICROS_PER_MILLI = 1000;

    private final Medians medians;

    Report(Medians medians) {
        this.medians = medians;
    }

    String markdown() {
        return cost() + "\n" + latency();
    }

    private String cost() {
        String head = """
                CPU time of the server for one answer, µs (in brackets with the JIT compiler), and its ratio to nginx \
                in the same round:

                | shape | nginx | new token | ÷ nginx | before half life | ÷ nginx |
                | --- | --- | --- | --- | --- | --- |
                """;
        return head
                + Case.ALL.stream()
                        .map(way -> "| %s | %s | %s | %s |\n"
                                .formatted(
                                        way,
                                        number(
                                                "%.0f",
                                                medians.of(
                                                        way,
                                                        Series.NGINX,
                                                        result -> result.cost().micros())),
                                        cost(way, Series.NEW_TOKEN),
                                        cost(way, Series.SAME_TOKEN)))
                        .collect(Collectors.joining());
    }

    private String cost(Case way, Series series) {
        ToDoubleFunction<LoadResult> lean = result -> result.cost().microsWithoutJit();
        ToDoubleFunction<LoadResult> whole = result -> result.cost().micros();
        return "%s (%s) | %s (%s)"
                .formatted(
                        number("%.0f", medians.of(way, series, lean)),
                        number("%.0f", medians.of(way, series, whole)),
                        number("%.2f", medians.ofRatio(way, series, lean)),
                        number("%.2f", medians.ofRatio(way, series, whole)));
    }

    private String latency() {
        String head = """
                Latency at full load, ms, p50 / p99; handshakes that were resumed; memory (RSS, the largest of all \
                rounds), MiB; answers counted, all of them good:

                | shape | who | p50 / p99 | resumed | memory | answers |
                | --- | --- | --- | --- | --- | --- |
                """;
        return head
                + Case.ALL.stream()
                        .flatMap(way -> Stream.of(Series.values()).map(series -> latency(way, series)))
                        .collect(Collectors.joining());
    }

    private String latency(Case way, Series series) {
        return "| %s | %s | %s / %s | %s | %s | %s |\n"
                .formatted(
                        way,
                        series.title(),
                        number(
                                "%.2f",
                                medians.of(
                                        way, series, result -> result.latency().p50() / MICROS_PER_MILLI)),
                        number(
                                "%.2f",
                                medians.of(
                                        way, series, result -> result.latency().p99() / MICROS_PER_MILLI)),
                        resumed(way, series),
                        number(
                                "%.0f",
                                medians.largest(
                                        way, series, result -> result.cost().rssKib() / KIB_PER_MIB)),
                        number(
                                "%.0f",
                                medians.sum(
                                        way, series, result -> result.answers().good())));
    }

    private String resumed(Case way, Series series) {
        return way.shape() == Shape.RESUME
                ? number(
                        "%.0f %%",
                        100
                                * medians.of(
                                        way,
                                        series,
                                        result -> result.handshakes().resumedShare()))
                : "–";
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
