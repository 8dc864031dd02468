package io.countersign.bench.micro;

import io.countersign.bench.KnownFleet;
import io.countersign.core.trust.ChainVerdict;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// From the bytes of leaf and issuing CA to the anchor that they lead to.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 3)
public class ChainDecision {
    /// A thousand devices with two certificates each, of a hundred tenants.
    @State(Scope.Benchmark)
    public static class Devices {
        private static final int TENANTS = 100;
        private static final int DEVICES = 1_000;

        final KnownFleet fleet = new KnownFleet(TENANTS, DEVICES);
        final Shown shown = Shown.in(fleet.due());

        /// The fleet goes.
        @TearDown
        public void close() throws IOException {
            fleet.close();
        }
    }

    /// A chain that is trusted.
    @Benchmark
    public ChainVerdict trusted(Devices devices) {
        return devices.fleet.chainCheck().check(devices.shown.next(), Instant.now());
    }

    /// What of that is parsing alone.
    @Benchmark
    public Object parsed(Devices devices) {
        return devices.shown.next();
    }
}
