package io.countersign.bench;

import io.countersign.bench.Load.Pace;
import io.countersign.bench.Load.Shape;
import io.countersign.bench.Load.Tls;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Ten times as many new connections as the machine can serve, for a minute, while some devices go on asking as they do
/// on any day.
///
/// A connection of the storm sends the first flight of a handshake, waits for the server's answer, which costs the
/// server its key exchange and signature, and goes away: so one load program on the same machine can make enough of
/// them.
final class Storm {
    private static final int TIMES = 10;
    private static final int SECONDS = 60;
    private static final int QUICK_SECONDS = 15;
    private static final int CALM_SECONDS = 10;
    private static final int STORM_SLOTS = 2_000;
    private static final int HONEST_SLOTS = 256;
    private static final int HONEST_DEVICES = 200;
    private static final double HONEST_SHARE = 0.3;
    private static final int SAMPLE_MILLIS = 500;

    /// From when on the honest devices are served again as if nothing had been.
    private static final int RECOVERED_P99_MILLIS = 500;

    private static final int WINDOWS_MAX = 30;
    private static final double MICROS_PER_MILLI = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Plan plan;
    private final Fleet fleet;
    private final LoadProgram program;
    private final Progress progress;
    private final CountersignServer server;

    Storm(Plan plan, Fleet fleet, LoadProgram program, Progress progress, CountersignServer server) {
        this.plan = plan;
        this.fleet = fleet;
        this.program = program;
        this.progress = progress;
        this.server = server;
    }

    /// @return the table
    String run() throws IOException, InterruptedException {
        long pass = 2L * plan.devices();
        LoadResult full = warmUp(pass);
        int sustainable = (int) full.perSecond();
        int honest = Math.max(1, (int) (sustainable * HONEST_SHARE));
        int seconds = plan.quick() ? QUICK_SECONDS : SECONDS;
        progress.say("sustained: %d tokens a second; %d of them are the honest ones".formatted(sustainable, honest));
        LoadResult before = program.run(server, honest(honest, CALM_SECONDS));
        progress.say("before: p99 %.1f ms".formatted(millis(before)));

        int stormRate = TIMES * sustainable;
        var storm = program.start(
                server,
                new Load(
                        Shape.HELLO,
                        Tls.TLS_1_3,
                        fleet.due(),
                        HONEST_DEVICES,
                        STORM_SLOTS,
                        0,
                        (long) stormRate * seconds,
                        new Pace(stormRate, seconds)));
        var calm = program.start(server, honest(honest, seconds));
        double peak = peakUntilTheEnd(storm.process());
        LoadResult attempts = storm.result();
        LoadResult during = calm.result();
        progress.say("storm: %d attempts a second were answered".formatted((int) attempts.perSecond()));
        String recovery = recovery(honest);
        return table(new Outcome(sustainable, honest, before, attempts, during, peak, recovery));
    }

    private LoadResult warmUp(long pass) throws IOException, InterruptedException {
        LoadResult last =
                program.run(server, Load.full(Tls.TLS_1_3, fleet.due(), pass)).clean("warm-up", pass);
        for (long asked = pass; asked < plan.warmUp(); asked += pass) {
            last = program.run(server, Load.full(Tls.TLS_1_3, fleet.due(), pass))
                    .clean("warm-up", pass);
        }
        return last;
    }

    private Load honest(int perSecond, int seconds) {
        return new Load(
                Shape.FULL,
                Tls.TLS_1_3,
                fleet.due(),
                HONEST_DEVICES,
                HONEST_SLOTS,
                0,
                (long) perSecond * seconds,
                new Pace(perSecond, seconds));
    }

    private double peakUntilTheEnd(Process storm) throws IOException, InterruptedException {
        double peak = 0;
        while (!storm.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
            requireAlive();
            peak = Math.max(peak, ProcessFigures.of(server.pids().getFirst()).rssMib());
        }
        requireAlive();
        return peak;
    }

    private void requireAlive() {
        if (!server.isAlive()) {
            throw new IllegalStateException("Countersign did not survive the storm");
        }
    }

    /// After how many seconds all honest requests of a second are answered, and soon.
    private String recovery(int honest) throws IOException, InterruptedException {
        long end = System.nanoTime();
        for (int i = 0; i < WINDOWS_MAX; i++) {
            double since = (System.nanoTime() - end) / NANOS_PER_SECOND;
            LoadResult window = program.run(server, honest(honest, 1));
            if (window.answers().bad() == 0 && millis(window) <= RECOVERED_P99_MILLIS) {
                return Report.number("%.1f s", since);
            }
        }
        return "not within " + WINDOWS_MAX + " s";
    }

    private record Outcome(
            int sustainable,
            int honestRate,
            LoadResult before,
            LoadResult attempts,
            LoadResult during,
            double peakMib,
            String recovery) {}

    private static String table(Outcome outcome) {
        LoadResult.Answers attempts = outcome.attempts().answers();
        LoadResult.Answers honest = outcome.during().answers();
        long asked = attempts.good() + attempts.bad();
        return """
                | | |
                | --- | --- |
                | new connections with a token each, sustained | %d/s |
                | attempts in the storm, and of them answered / refused / not in time | %d, %d / %d / %d |
                | attempts a second, made | %s |
                | honest devices, full handshakes a second | %d |
                | their p50 / p99 before the storm | %s |
                | in the storm: answered / 503 / other failures | %d / %d / %d |
                | p50 / p99 of those answered in the storm | %s |
                | memory in the storm, at most | %s MiB |
                | until the honest are served as before (all answered, p99 ≤ %d ms) | %s |
                """.formatted(
                        outcome.sustainable(),
                        asked,
                        attempts.good(),
                        attempts.bad() - attempts.timedOut(),
                        attempts.timedOut(),
                        Report.number("%.0f", asked / outcome.attempts().seconds()),
                        outcome.honestRate(),
                        latency(outcome.before()),
                        honest.good(),
                        honest.overload(),
                        honest.bad() - honest.overload(),
                        latency(outcome.during()),
                        Report.number("%.0f", outcome.peakMib()),
                        RECOVERED_P99_MILLIS,
                        outcome.recovery());
    }

    private static String latency(LoadResult result) {
        return Report.number("%.0f", result.latency().p50() / MICROS_PER_MILLI) + " / "
                + Report.number("%.0f ms", millis(result));
    }

    private static double millis(LoadResult result) {
        return result.latency().p99() / MICROS_PER_MILLI;
    }
}
