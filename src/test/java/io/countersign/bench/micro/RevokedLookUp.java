package io.countersign.bench.micro;

import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.revocation.RevokedSerials;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A serial number, looked up among a million.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RevokedLookUp {
    /// A million numbers of 16 random bytes, and some to ask for that are not looked for one after the other.
    @State(Scope.Benchmark)
    public static class Numbers {
        private static final int LISTED = 1_000_000;
        private static final int ASKED = 1 << 16;
        private static final int BYTES = 16;

        final RevokedSerials serials;
        private final BigInteger[] listed = new BigInteger[ASKED];
        private final BigInteger[] unlisted = new BigInteger[ASKED];
        private int next;

        /// Draws them.
        public Numbers() {
            var random = new SplittableRandom(1);
            var gathering = new RevokedSerials.Gathering();
            var revocation = new Revocation(Instant.EPOCH, RevocationReason.UNSPECIFIED);
            for (int i = 0; i < LISTED; i++) {
                BigInteger serial = draw(random);
                gathering.add(serial, revocation);
                listed[i % ASKED] = serial;
            }
            for (int i = 0; i < ASKED; i++) {
                unlisted[i] = draw(random);
            }
            serials = gathering.finish();
        }

        private static BigInteger draw(SplittableRandom random) {
            var bytes = new byte[BYTES];
            random.nextBytes(bytes);
            return new BigInteger(1, bytes);
        }

        BigInteger listed() {
            next = (next + 1) % ASKED;
            return listed[next];
        }

        BigInteger unlisted() {
            next = (next + 1) % ASKED;
            return unlisted[next];
        }
    }

    /// It stands on the list.
    @Benchmark
    public Optional<Revocation> listed(Numbers numbers) {
        return numbers.serials.find(numbers.listed());
    }

    /// It does not.
    @Benchmark
    public Optional<Revocation> unlisted(Numbers numbers) {
        return numbers.serials.find(numbers.unlisted());
    }
}
