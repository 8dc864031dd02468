package io.countersign.core.tenant;

import java.util.concurrent.atomic.AtomicLong;

/// Counts the changes of what decisions on certificates rest on: whoever remembers a decision remembers the count from
/// before it was made, and believes it only while the count is the same (docs/decisions/0014).
public final class Changes {
    private final AtomicLong count = new AtomicLong();

    /// How many there were. To be asked before a decision looks at anything.
    public long count() {
        return count.get();
    }

    /// Makes a change and counts it when it can be seen; so also one that failed half-way.
    public void make(Runnable change) {
        try {
            change.run();
        } finally {
            count.incrementAndGet();
        }
    }
}
