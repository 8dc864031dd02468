package io.countersign.bench;

import io.countersign.bench.Load.Shape;
import io.countersign.bench.Load.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Countersign and nginx in alternation, both running all the time, each in turn under the same load.
final class Comparison {
    /// nginx answers so fast that its CPU time, told in ticks of 10 ms, needs more answers to be exact.
    private static final int NGINX_KEPT = 4;

    private final Plan plan;
    private final Fleet fleet;
    private final LoadProgram program;
    private final Progress progress;
    private final CountersignServer countersign;
    private final Nginx nginx;

    Comparison(Plan plan, Fleet fleet, LoadProgram program, Progress progress, Servers servers) {
        this.plan = plan;
        this.fleet = fleet;
        this.program = program;
        this.progress = progress;
        this.countersign = servers.countersign();
        this.nginx = servers.nginx();
    }

    /// The two that are compared.
    record Servers(CountersignServer countersign, Nginx nginx) {}

    /// A way to ask.
    record Case(Shape shape, Tls tls) {
        static final List<Case> ALL = Stream.of(Shape.FULL, Shape.RESUME, Shape.KEEPALIVE)
                .flatMap(shape -> Stream.of(Tls.values()).map(tls -> new Case(shape, tls)))
                .toList();

        @Override
        public String toString() {
            return shape.argument() + ", TLS " + tls.number();
        }
    }

    /// Who is asked, and by whom.
    enum Series {
        NGINX("nginx"),
        /// By devices whose token is due: a new one is signed.
        NEW_TOKEN("Countersign, new token"),
        /// By devices before half life: the same token again.
        SAME_TOKEN("Countersign, before half life");

        private final String title;

        Series(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /// What came of one case in one round.
    record Measured(Case way, Series series, LoadResult result) {}

    /// Warms both servers up, then runs every case in every round.
    List<List<Measured>> run() throws IOException, InterruptedException {
        progress.say("each device of the second series fetches its token");
        load(Series.SAME_TOKEN, Load.full(Tls.TLS_1_3, fleet.held(), plan.devices()));
        warmUp();
        var rounds = new ArrayList<List<Measured>>();
        for (int i = 1; i <= plan.rounds(); i++) {
            rounds.add(round("round " + i + " of " + plan.rounds()));
        }
        return rounds;
    }

    private void warmUp() throws IOException, InterruptedException {
        long handshakes = 0;
        while (handshakes < plan.warmUp()) {
            for (Case way : Case.ALL) {
                for (Series series : List.of(Series.NEW_TOKEN, Series.SAME_TOKEN)) {
                    Load load = loadOf(way, series);
                    measure("warm-up", way, series);
                    handshakes += way.shape() == Shape.KEEPALIVE ? 0 : load.warmUp() + load.requests();
                }
            }
        }
        for (Case way : Case.ALL) {
            measure("warm-up", way, Series.NGINX);
        }
    }

    private List<Measured> round(String name) throws IOException, InterruptedException {
        var measured = new ArrayList<Measured>();
        for (Case way : Case.ALL) {
            for (Series series : Series.values()) {
                measured.add(new Measured(way, series, measure(name, way, series)));
            }
        }
        requireTheSameTls(measured);
        return measured;
    }

    private static void requireTheSameTls(List<Measured> round) {
        for (Case way : Case.ALL) {
            List<String> agreed = round.stream()
                    .filter(measured -> measured.way().equals(way))
                    .map(measured -> measured.result().handshakes())
                    .map(it -> it.version() + " " + it.cipher() + " " + it.group())
                    .distinct()
                    .toList();
            if (agreed.size() != 1) {
                throw new IllegalStateException(way + ": the servers agreed on different things: " + agreed);
            }
        }
    }

    private LoadResult measure(String when, Case way, Series series) throws IOException, InterruptedException {
        Counters before = countersign.counters();
        LoadResult result = load(series, loadOf(way, series));
        requireTheRightTokens(series, countersign.counters().since(before));
        progress.say("%s: %s, %s: %.0f us of CPU an answer (%.0f of them JIT), p99 %.1f ms, %.0f/s"
                .formatted(
                        when,
                        way,
                        series.title(),
                        result.cost().micros(),
                        result.cost().jitMicros(),
                        result.latency().p99() / 1000.0,
                        result.perSecond()));
        return result;
    }

    private LoadResult load(Series series, Load load) throws IOException, InterruptedException {
        return program.run(series == Series.NGINX ? nginx : countersign, load).clean(series.title(), load.requests());
    }

    /// A series is what it is called: the server itself says which tokens it gave.
    private static void requireTheRightTokens(Series series, Counters given) {
        boolean asCalled = switch (series) {
            case NGINX -> given.issued() == 0 && given.handedBack() == 0;
            case NEW_TOKEN -> given.issued() > 0 && given.handedBack() == 0;
            case SAME_TOKEN -> given.issued() == 0 && given.handedBack() > 0;
        };
        if (!asCalled) {
            throw new IllegalStateException(series.title() + ": " + given.issued() + " tokens were new and "
                    + given.handedBack() + " handed back");
        }
    }

    private Load loadOf(Case way, Series series) {
        Path devices = series == Series.SAME_TOKEN ? fleet.held() : fleet.due();
        long twoPasses = 2L * plan.devices();
        return switch (way.shape()) {
            case FULL -> Load.full(way.tls(), devices, twoPasses);
            case RESUME -> Load.resume(way.tls(), devices, plan.devices(), twoPasses);
            case KEEPALIVE ->
                Load.keepalive(way.tls(), devices, series == Series.NGINX ? NGINX_KEPT * plan.kept() : plan.kept());
            case HELLO -> throw new IllegalArgumentException("there is no answer to compare");
        };
    }
}
