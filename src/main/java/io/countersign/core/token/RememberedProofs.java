package io.countersign.core.token;

import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.ChainDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Proofs by what was shown for them. Nobody waits for anybody: each chain may stand in a few places, given by its
/// digest, and takes that of the oldest proof there. Only proven chains get here, so no stranger can drive one out.
///
/// With one place for each, a seventh of 4,800 devices stood in another's place already, and a proof costs several
/// times as much as all else that is ours of an answer.
final class RememberedProofs {
    /// How many are remembered, a power of two; each takes up to a kilobyte.
    static final int PLACES = 1 << 15;

    /// In how many places, side by side, a chain may stand; a power of two.
    static final int PLACES_OF_A_CHAIN = 4;

    private final AtomicReferenceArray<@Nullable Entry> places = new AtomicReferenceArray<>(PLACES);
    private final Changes changes;

    /// @param changes of what proofs rest on
    RememberedProofs(Changes changes) {
        this.changes = changes;
    }

    /// When a proof may be believed.
    ///
    /// @param changesBefore how many changes there were before the decision
    /// @param tenants who had a say in it
    /// @param from the moment of the decision: a clock that was set back brings back nothing
    /// @param until the last moment at which the decision would be the same if nothing is changed
    record Validity(long changesBefore, Set<TenantId> tenants, Instant from, Instant until) {
        boolean covers(Changes changes, Instant now) {
            return isCurrent(changes) && !now.isBefore(from) && !now.isAfter(until);
        }

        private boolean isCurrent(Changes changes) {
            return changes.isNothingNew(changesBefore, tenants);
        }

        /// Whether it is the first of the two to give way: it counts no more, or is of an earlier decision.
        boolean isOlderThan(Validity other, Changes changes) {
            boolean isCurrent = isCurrent(changes);
            return isCurrent == other.isCurrent(changes) ? from.isBefore(other.from) : !isCurrent;
        }
    }

    private record Entry(ChainDigest digest, Validity validity, Proof proof) {}

    Optional<Proof> find(ChainDigest digest, Instant now) {
        int first = firstPlaceOf(digest);
        for (int place = first; place < first + PLACES_OF_A_CHAIN; place++) {
            Entry entry = places.get(place);
            if (entry != null && entry.digest().equals(digest)) {
                return entry.validity().covers(changes, now) ? Optional.of(entry.proof()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    void put(ChainDigest digest, Validity validity, Proof proof) {
        places.set(placeFor(digest), new Entry(digest, validity, proof));
    }

    /// Its own if it stands anywhere, else one that is free, else that of the oldest. Two threads may choose the same
    /// place, or put one chain in two: then one of them is proven again, or is there twice until it grows old.
    private int placeFor(ChainDigest digest) {
        int first = firstPlaceOf(digest);
        int chosen = first;
        @Nullable Entry oldest = places.get(first);
        for (int place = first; place < first + PLACES_OF_A_CHAIN; place++) {
            Entry entry = places.get(place);
            if (entry != null && entry.digest().equals(digest)) {
                return place;
            }
            if (oldest != null && (entry == null || entry.validity().isOlderThan(oldest.validity(), changes))) {
                chosen = place;
                oldest = entry;
            }
        }
        return chosen;
    }

    private static int firstPlaceOf(ChainDigest digest) {
        return (int) digest.first() & (PLACES - PLACES_OF_A_CHAIN);
    }
}
