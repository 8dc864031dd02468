package io.countersign.bench.micro;

import io.countersign.bench.KnownFleet;
import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.ledger.Refused;
import io.countersign.core.ledger.Refused.Standing;
import io.countersign.core.ledger.Refused.What;
import io.countersign.core.tenant.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A refusal, put into the ledger of a store on disk.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class LedgerWrite {
    private static final int DEVICES = 500;

    /// What is refused: a device each.
    @State(Scope.Benchmark)
    public static class Refusals {
        private final KnownFleet fleet = new KnownFleet(1, 1);
        private final RefusalLedger ledger = fleet.refusals();
        private final TenantId tenant = fleet.tenant();
        private final List<Refused> refusals = IntStream.range(0, DEVICES)
                .mapToObj(i -> Refused.once(
                        new What(tenant, Standing.KNOWN, "device-" + i, "", "expired", "CN=device-" + i),
                        Instant.EPOCH.plusSeconds(i),
                        "The certificate of 'device-" + i + "' has expired.",
                        "",
                        "192.0.2.1"))
                .toList();

        private int next;

        Refused next() {
            next = (next + 1) % DEVICES;
            return refusals.get(next);
        }

        /// The store goes.
        @TearDown
        public void close() throws IOException {
            fleet.close();
        }
    }

    /// What a request pays.
    @Benchmark
    public void noted(Refusals given) {
        given.ledger.note(given.next());
    }

    /// What it costs altogether where five hundred are written in one transaction.
    ///
    /// @return how many stand in the ledger
    @Benchmark
    @OperationsPerInvocation(DEVICES)
    public long on_disk(Refusals given) {
        given.refusals.forEach(given.ledger::note);
        return given.ledger.count(given.tenant, RefusalLedger.Filter.ALL);
    }
}
