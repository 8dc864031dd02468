package io.countersign.core.tenant;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the changes of what decisions on certificates rest on: whoever remembers a decision remembers the count from
/// before it was made, and believes it only while nothing was changed since that concerns it (docs/decisions/0014).
public final class Changes {
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong lastOfAny = new AtomicLong();

    /// The last one of each tenant that concerns decisions on its own anchors alone; those before the last one of any
    /// are of no use and not kept.
    private final Map<TenantId, Long> lastOf = new ConcurrentHashMap<>();

    /// How many there were. To be asked before a decision looks at anything.
    public long count() {
        return count.get();
    }

    /// Whether nothing was changed since so many changes that concerns decisions in which these tenants have a say.
    public boolean isNothingNew(long since, Set<TenantId> tenants) {
        if (lastOfAny.get() > since) {
            return false;
        }
        for (TenantId tenant : tenants) {
            if (lastOf.getOrDefault(tenant, 0L) > since) {
                return false;
            }
        }
        return true;
    }

    /// Makes a change that may concern any decision, and counts it when it can be seen; so also one that failed
    /// half-way.
    public void make(Runnable change) {
        try {
            change.run();
        } finally {
            long number = count.incrementAndGet();
            lastOfAny.accumulateAndGet(number, Math::max);
            lastOf.values().removeIf(last -> last <= number);
        }
    }

    /// Makes a change of what one tenant says of the certificates below its anchors, and counts it likewise.
    public void make(TenantId tenant, Runnable change) {
        try {
            change.run();
        } finally {
            lastOf.merge(tenant, count.incrementAndGet(), Math::max);
        }
    }
}
