package io.countersign.core.ledger;

import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What was refused, per tenant and newest first, bounded in number and age. What no tenant can be named for stands in
/// the ledger of `management`.
public interface RefusalLedger {
    /// Notes a refusal. Never waits for anything and never fails; in memory at once, on disk within a second. Where too
    /// many wait to be written, it is counted and let go.
    void note(Refused refused);

    /// One page of those that were seen at or after this moment.
    List<Refused> page(TenantId tenant, Filter filter, Page page);

    long count(TenantId tenant, Filter filter);

    /// Which entries are asked for.
    ///
    /// @param device what the leaf calls itself; empty for any
    /// @param reason a code; empty for any
    record Filter(String device, String reason, Instant since) {
        /// All of them.
        public static final Filter ALL = new Filter("", "", Instant.EPOCH);
    }

    /// How much is kept for each tenant.
    ///
    /// @param entriesMax of devices of its CAs; of strangers it is a tenth
    /// @param keptFor how long after it was last seen
    record Limits(int entriesMax, Duration keptFor) {
        /// What is kept unless the operator says otherwise (product.md 3).
        public static final Limits DEFAULT = new Limits(10_000, Duration.ofDays(30));

        private static final int STRANGERS_SHARE = 10;

        /// @throws IllegalArgumentException unless there is room for ten entries to a million, and for an hour to ten
        ///     years
        public Limits {
            if (entriesMax < STRANGERS_SHARE || entriesMax > 1_000_000) {
                throw new IllegalArgumentException("a ledger keeps 10 to 1000000 entries, not " + entriesMax);
            }
            if (keptFor.compareTo(Duration.ofHours(1)) < 0 || keptFor.compareTo(Duration.ofDays(3650)) > 0) {
                throw new IllegalArgumentException("a ledger keeps entries for 1 hour to 3650 days, not " + keptFor);
            }
        }

        /// How many entries of this standing are kept.
        public int entriesMax(Refused.Standing standing) {
            return standing == Refused.Standing.KNOWN ? entriesMax : entriesMax / STRANGERS_SHARE;
        }
    }
}
