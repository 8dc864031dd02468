package io.countersign.bench;

import io.countersign.bench.Load.Tls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What tenants and devices that do not ask cost those that do: servers of different size, side by side and in
/// alternation, all asked by the same number of devices for new tokens.
final class Growth implements AutoCloseable {
    private static final int TENANTS_MANY = 100_000;
    private static final int TENANTS_SOME = 1_000;
    private static final int DEVICES_MANY = 1_000_000;
    private static final int QUICK_PART = 10;

    private final Plan plan;
    private final LoadProgram program;
    private final Progress progress;
    private final List<Grown> all = new ArrayList<>();

    Growth(Plan plan, LoadProgram program, Progress progress) {
        this.plan = plan;
        this.program = program;
        this.progress = progress;
    }

    /// A server of one size.
    ///
    /// @param atStart when it was ready, before any request
    private record Grown(Fleet fleet, CountersignServer server, ProcessFigures atStart, List<LoadResult> results) {
        double median() {
            return Medians.of(results.stream().mapToDouble(Grown::micros));
        }

        /// Taken within each round, for the machine is not equally fast in all of them.
        double medianRatio(Grown smallest) {
            return Medians.of(IntStream.range(0, results.size())
                    .mapToDouble(round -> micros(results.get(round)) / micros(smallest.results.get(round))));
        }

        private static double micros(LoadResult result) {
            return result.cost().microsWithoutJit();
        }
    }

    /// From the smallest on, with which the others are compared.
    List<Fleet.Size> sizes() {
        int part = plan.quick() ? QUICK_PART : 1;
        int asking = plan.devices();
        int tenantsMany = TENANTS_MANY / part;
        int idle = DEVICES_MANY / part - asking;
        return List.of(
                new Fleet.Size(1, asking, 0, 0),
                new Fleet.Size(TENANTS_SOME, asking, 0, 0),
                new Fleet.Size(tenantsMany, asking, 0, 0),
                new Fleet.Size(1, asking, 0, idle),
                new Fleet.Size(tenantsMany, asking, 0, idle));
    }

    void add(Fleet fleet, CountersignServer server) throws IOException {
        var atStart = ProcessFigures.of(server.pids().getFirst());
        progress.say("%s: ready after %d ms, %.1f s of CPU, %.0f MiB"
                .formatted(fleet.size(), server.started().toMillis(), atStart.cpuSeconds(), atStart.rssMib()));
        all.add(new Grown(fleet, server, atStart, new ArrayList<>()));
    }

    /// Warms them up and measures them in turn.
    ///
    /// @return the table
    String run() throws IOException, InterruptedException {
        long pass = 2L * plan.devices();
        for (Grown one : all) {
            for (long asked = 0; asked < plan.warmUp(); asked += pass) {
                ask(one, pass);
            }
            progress.say(one.fleet().size() + ": warm");
        }
        for (int i = 1; i <= plan.rounds(); i++) {
            for (int j = 0; j < all.size(); j++) {
                Grown one = all.get((i + j) % all.size()); // none is always asked right after the same other one
                one.results().add(ask(one, pass));
            }
            progress.say("round " + i + " of " + plan.rounds());
        }
        return table();
    }

    private LoadResult ask(Grown one, long requests) throws IOException, InterruptedException {
        Counters before = one.server().counters();
        Load load = Load.full(Tls.TLS_1_3, one.fleet().due(), requests);
        LoadResult result =
                program.run(one.server(), load).clean(one.fleet().size().toString(), requests);
        Counters given = one.server().counters().since(before);
        if (given.handedBack() > 0) {
            throw new IllegalStateException(given.handedBack() + " tokens were handed back, none were to be");
        }
        return result;
    }

    private String table() throws IOException {
        var table = new StringBuilder("""
                | tenants | devices | ready after, ms | CPU until then, s | RSS then, MiB | RSS under load, MiB \
                | CPU a new token, µs | ÷ smallest |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (Grown one : all) {
            Fleet.Size size = one.fleet().size();
            var now = ProcessFigures.of(one.server().pids().getFirst());
            table.append("| %,d | %,d | %d | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            size.tenants(),
                            size.due() + size.idle(),
                            one.server().started().toMillis(),
                            Report.number("%.1f", one.atStart().cpuSeconds()),
                            Report.number("%.0f", one.atStart().rssMib()),
                            Report.number("%.0f", now.rssMib()),
                            Report.number("%.0f", one.median()),
                            Report.number("%.2f", one.medianRatio(all.getFirst()))));
        }
        return table + """

                Full handshakes, TLS 1.3, without the JIT compiler; %d devices ask, spread over the tenants; median of \
                %d rounds, as is that of the ratios within each of them, after %d requests of warm-up each.
                """.formatted(plan.devices(), plan.rounds(), plan.warmUp());
    }

    @Override
    public void close() {
        all.forEach(one -> one.server().close());
    }

    void deleteFolders() throws IOException {
        for (Grown one : all) {
            Folders.delete(one.fleet().folder());
        }
    }
}
