package io.countersign.bench;

import io.countersign.bench.Load.Pace;
import io.countersign.bench.Load.Shape;
import io.countersign.bench.Load.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Devices that fetch tokens at three tenths of what can be sustained, as they do on any day, with whole handshakes at
/// fixed times.
final class SteadyLoad {
    private static final double SHARE = 0.3;
    private static final int SLOTS = 256;
    private static final int SLICE_SECONDS = 5;

    private final LoadProgram program;
    private final Target server;
    private final Path devices;
    private final int perSecond;

    private SteadyLoad(LoadProgram program, Target server, Path devices, int perSecond) {
        this.program = program;
        this.server = server;
        this.devices = devices;
        this.perSecond = perSecond;
    }

    /// Warms the server up and finds out what it can sustain.
    ///
    /// @param devices folder with a PEM file for each identity
    /// @param pass how many files that are
    /// @param requests of warm-up, at least
    static SteadyLoad warm(LoadProgram program, Target server, Path devices, long pass, int requests)
            throws IOException, InterruptedException {
        Load whole = Load.full(Tls.TLS_1_3, devices, pass);
        LoadResult last = program.run(server, whole).clean("warm-up", pass);
        for (long asked = pass; asked < requests; asked += pass) {
            last = program.run(server, whole).clean("warm-up", pass);
        }
        return new SteadyLoad(program, server, devices, Math.max(1, (int) (last.perSecond() * SHARE)));
    }

    /// The same load for a server that was started again.
    SteadyLoad on(Target other) {
        return new SteadyLoad(program, other, devices, perSecond);
    }

    int perSecond() {
        return perSecond;
    }

    /// What it takes for so many seconds.
    Load lasting(int seconds) {
        return new Load(
                Shape.FULL,
                Tls.TLS_1_3,
                devices,
                0,
                SLOTS,
                0,
                (long) perSecond * seconds,
                new Pace(perSecond, seconds));
    }

    /// Goes on until it is ended.
    Running start() {
        return new Running();
    }

    /// Load that goes on, in slices of some seconds.
    final class Running implements AutoCloseable {
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Future<List<LoadResult>> slices = thread.submit(this::run);

        private List<LoadResult> run() throws IOException, InterruptedException {
            List<LoadResult> all = new ArrayList<>();
            while (!isOver.get()) {
                all.add(program.run(server, lasting(SLICE_SECONDS)));
            }
            return all;
        }

        /// Ends it after its present slice.
        ///
        /// @return how many answers it got, all of them good
        /// @throws IllegalStateException if one was not
        long end() throws InterruptedException {
            isOver.set(true);
            try {
                long good = 0;
                for (LoadResult slice : slices.get()) {
                    good += slice.clean("load", slice.answers().good())
                            .answers()
                            .good();
                }
                return good;
            } catch (ExecutionException failure) {
                throw new IllegalStateException("the load failed: " + failure.getCause(), failure);
            }
        }

        @Override
        public void close() {
            isOver.set(true);
            thread.close();
        }
    }
}
