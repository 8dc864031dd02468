package io.countersign.bench.micro;

import io.countersign.bench.KnownFleet;
import io.countersign.core.token.IssueToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
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

/// The whole decision, from the bytes of a chain to a signed token, with the store on disk behind it.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 3)
public class TokenIssue {
    /// A thousand devices that ask with two certificates in turn, and as many that ask with one, of a hundred tenants.
    @State(Scope.Benchmark)
    public static class Devices {
        private static final int TENANTS = 100;
        private static final int DEVICES = 1_000;

        final KnownFleet fleet = new KnownFleet(TENANTS, DEVICES);
        final Shown due = Shown.in(fleet.due());
        final Shown held = Shown.in(fleet.held());

        /// The fleet goes.
        @TearDown
        public void close() throws IOException {
            fleet.close();
        }
    }

    /// The device comes with another certificate than the last time.
    @Benchmark
    public IssueToken.Outcome new_token(Devices devices) {
        return devices.fleet.issueToken().issue(devices.due.next(), Set.of(), Instant.now());
    }

    /// The device has a token that is not half used.
    @Benchmark
    public IssueToken.Outcome same_token(Devices devices) {
        return devices.fleet.issueToken().issue(devices.held.next(), Set.of(), Instant.now());
    }
}
