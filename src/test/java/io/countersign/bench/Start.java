package io.countersign.bench;

import io.countersign.bench.Load.Pace;
import io.countersign.bench.Load.Shape;
import io.countersign.bench.Load.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What a node costs that has just been started, with the release archive's cache and without: until its first token,
/// and for each token of its first minute.
final class Start {
    private static final int ROUNDS_MIN = 5;
    private static final int SECONDS = 60;
    private static final int QUICK_SECONDS = 10;
    private static final int PER_SECOND = 100;
    private static final int SLOTS = 64;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Plan plan;
    private final Processes processes;
    private final LoadProgram program;
    private final Progress progress;

    Start(Plan plan, Processes processes, LoadProgram program, Progress progress) {
        this.plan = plan;
        this.processes = processes;
        this.program = program;
        this.progress = progress;
    }

    /// @param perToken CPU time of the server in microseconds, compiling included
    record Measured(double seconds, double cpuSeconds, double perToken, double peakMib) {}

    /// Takes both ways in turn.
    ///
    /// @return the table
    String run(Path launcher, Fleet fleet) throws IOException, InterruptedException {
        var with = new ArrayList<Measured>();
        var without = new ArrayList<Measured>();
        for (int round = 1; round <= Math.max(ROUNDS_MIN, plan.rounds()); round++) {
            progress.say("round " + round);
            with.add(measure(new CountersignServer.Way(launcher, "serve", "-XX:AOTMode=on"), fleet));
            without.add(measure(new CountersignServer.Way(launcher, "serve", "-XX:AOTMode=off"), fleet));
        }
        return table(with, without, seconds());
    }

    private int seconds() {
        return plan.quick() ? QUICK_SECONDS : SECONDS;
    }

    private Measured measure(CountersignServer.Way way, Fleet fleet) throws IOException, InterruptedException {
        DataFolder.fill(fleet, Instant.now()); // so that each start is the first one on its folder
        long began = System.nanoTime();
        try (var server = CountersignServer.start(processes, way, fleet)) {
            long pid = server.pids().getFirst();
            program.run(server, load(fleet, 1, Pace.AS_FAST_AS_IT_GOES)).clean("first token", 1);
            double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
            double first = ProcessFigures.of(pid).cpuSeconds();
            long tokens = (long) seconds() * PER_SECOND;
            program.run(server, load(fleet, tokens, new Pace(PER_SECOND, seconds())))
                    .clean("first minute", tokens);
            ProcessFigures then = ProcessFigures.of(pid);
            return new Measured(
                    seconds, first, (then.cpuSeconds() - first) * MICROS_PER_SECOND / tokens, then.peakMib());
        }
    }

    private static Load load(Fleet fleet, long requests, Pace pace) {
        boolean isFirst = requests == 1; // whose device alone is read then, for the time counts
        return new Load(Shape.FULL, Tls.TLS_1_3, fleet.due(), isFirst ? 1 : 0, isFirst ? 1 : SLOTS, 0, requests, pace);
    }

    static String table(List<Measured> with, List<Measured> without, int seconds) {
        return """
                Median of %d starts each.

                | | with the cache | without |
                | --- | --- | --- |
                """.formatted(with.size())
                + row("start to first token, seconds", "%.2f", with, without, Measured::seconds)
                + row("start to first token, CPU seconds", "%.2f", with, without, Measured::cpuSeconds)
                + row(
                        "CPU per token in the first %d s (%d/s, full handshakes), µs".formatted(seconds, PER_SECOND),
                        "%.0f",
                        with,
                        without,
                        Measured::perToken)
                + row("memory, at most, MiB", "%.0f", with, without, Measured::peakMib);
    }

    private static String row(
            String what,
            String format,
            List<Measured> with,
            List<Measured> without,
            ToDoubleFunction<Measured> figure) {
        return "| %s | %s | %s |\n".formatted(what, median(format, with, figure), median(format, without, figure));
    }

    private static String median(String format, List<Measured> all, ToDoubleFunction<Measured> figure) {
        List<Double> sorted = all.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        double middle = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        return String.format(Locale.ROOT, format, middle);
    }
}
