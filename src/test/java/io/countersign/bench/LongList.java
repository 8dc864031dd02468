package io.countersign.bench;

import io.countersign.core.revocation.Crl;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.security.auth.x500.X500Principal;

/// A revocation list of many certificates with random serial numbers, as a large CA has them.
final class LongList {
    private static final int SERIAL_BYTES = 16;
    private static final long SEED = 20_280_101;
    private static final int LOOK_UPS = 2_000_000;
    private static final int NO_REASON = 0;

    private final byte[] der;
    private final List<BigInteger> serials;

    private LongList(byte[] der, List<BigInteger> serials) {
        this.der = der;
        this.serials = List.copyOf(serials);
    }

    /// @param more a number that stands on it besides
    static LongList of(TestCa ca, int size, BigInteger more, Instant now) {
        var random = new SplittableRandom(SEED);
        List<BigInteger> serials = new ArrayList<>(size);
        CrlSpec list = CrlSpec.of(ca)
                .issuedAt(now.minusSeconds(1))
                .until(now.plus(Duration.ofDays(1)))
                .numbered(1);
        serials.add(more);
        while (serials.size() < size) {
            serials.add(serial(random));
        }
        serials.forEach(serial -> list.revoking(serial, NO_REASON));
        return new LongList(list.der(), serials);
    }

    /// Its bytes.
    byte[] der() {
        return der;
    }

    /// How many certificates stand on it.
    int size() {
        return serials.size();
    }

    private static BigInteger serial(SplittableRandom random) {
        var bytes = new byte[SERIAL_BYTES];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes);
    }

    /// What the list costs in memory and to look into, apart from everything else.
    ///
    /// @param bytes of its entries
    /// @param nanos for a look-up, half of them of numbers that are not listed
    record Cost(long bytes, double nanos) {}

    /// Reads it as the server does, and looks things up.
    Cost cost(X500Principal issuer) {
        Crl list = new Asn1RevocationFormats().crl(der);
        var random = new SplittableRandom(SEED + 1);
        List<BigInteger> asked = new ArrayList<>(LOOK_UPS);
        for (int i = 0; i < LOOK_UPS; i++) {
            BigInteger serial = i % 2 == 0 ? serials.get(random.nextInt(serials.size())) : serial(random);
            asked.add(new BigInteger(serial.toByteArray())); // a fresh one, as of a certificate that was just read
        }
        double nanos = Double.NaN;
        for (int round = 0; round < 3; round++) { // the last one counts, when all is compiled
            long began = System.nanoTime();
            long hits = asked.stream()
                    .filter(serial -> list.find(issuer, serial).isPresent())
                    .count();
            nanos = (double) (System.nanoTime() - began) / LOOK_UPS;
            if (hits != LOOK_UPS / 2) {
                throw new IllegalStateException(hits + " of " + LOOK_UPS / 2 + " listed numbers were found");
            }
        }
        return new Cost(list.bytes(), nanos);
    }
}
