package io.countersign.core.token;

import io.countersign.core.trust.ChainDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Proofs by what was shown for them. Nobody waits for anybody: each chain has one place, given by its digest, and the
/// later of two takes the place of the earlier. Only proven chains get here, so no stranger can drive one out.
final class RememberedProofs {
    /// How many are remembered, a power of two; each takes up to a kilobyte.
    static final int PLACES = 1 << 15;

    private final AtomicReferenceArray<@Nullable Entry> places = new AtomicReferenceArray<>(PLACES);

    /// When a proof may be believed.
    ///
    /// @param changes how many changes there were before the decision
    /// @param from the moment of the decision: a clock that was set back brings back nothing
    /// @param until the last moment at which the decision would be the same if nothing is changed
    record Validity(long changes, Instant from, Instant until) {
        boolean covers(long changesNow, Instant now) {
            return changes == changesNow && !now.isBefore(from) && !now.isAfter(until);
        }
    }

    private record Entry(ChainDigest digest, Validity validity, Proof proof) {}

    /// @param changes how many changes there were
    Optional<Proof> find(ChainDigest digest, long changes, Instant now) {
        Entry entry = places.get(placeOf(digest));
        return entry != null
                        && entry.digest().equals(digest)
                        && entry.validity().covers(changes, now)
                ? Optional.of(entry.proof())
                : Optional.empty();
    }

    void put(ChainDigest digest, Validity validity, Proof proof) {
        places.set(placeOf(digest), new Entry(digest, validity, proof));
    }

    private static int placeOf(ChainDigest digest) {
        return (int) digest.first() & (PLACES - 1);
    }
}
