package io.countersign.edge.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Decides how many new connections are let in.
///
/// All are, until those let in have waited longer than [#WAIT_MAX] for their event loop in one window after the other:
/// then more come than can be served, and each that is let in makes all others wait longer. From then on half as many
/// are let in per window as the loops got round to in the last, until the waiting is over; then a quarter more in each
/// window, until it begins again or the storm is over. A pause that is over by itself (of the garbage collector, say)
/// changes nothing. What may be let in is dealt out in [Shares], so that one tenant's storm does not shut out the
/// others.
final class Admission {
    /// How long a connection may wait for its event loop.
    static final Duration WAIT_MAX = Duration.ofMillis(400);

    static final Duration WINDOW = Duration.ofMillis(250);

    /// How many windows in a row it takes.
    static final int LATE_WINDOWS = 2;

    /// The fewest that are let in per window: somebody has to see that the waiting is over.
    static final int PER_WINDOW_MIN = 10;

    /// Whoever lets in so many per window need not count any more.
    static final int PER_WINDOW_MAX = 5_000;

    /// Who did not come in the window before has a share nobody counted on: one more place in so many.
    static final int EXTRA = 4;

    private final Shares shares = new Shares(KnownOrigins.SHARES);
    private final AtomicLong longestWait = new AtomicLong();
    private final AtomicInteger served = new AtomicInteger();
    private long windowEnd = Long.MIN_VALUE;
    private int late;
    private int letIn;
    private int perWindow = PER_WINDOW_MAX;

    /// Whether one more connection is let in.
    ///
    /// @param nanos of a clock that only goes forward
    /// @param share whose it is: see [KnownOrigins]
    synchronized boolean admits(long nanos, int share) {
        if (windowEnd == Long.MIN_VALUE || nanos - windowEnd >= 0) {
            windowEnd = nanos + WINDOW.toNanos();
            adjust(served.getAndSet(0), longestWait.getAndSet(0));
            letIn = 0;
            shares.deal(isLimited() ? perWindow : Integer.MAX_VALUE);
        }
        boolean hasRoom = shares.take(share);
        if (isLimited() && !(hasRoom && letIn < perWindow + perWindow / EXTRA)) {
            return false;
        }
        letIn++;
        return true;
    }

    /// An event loop got round to a connection that was let in.
    ///
    /// @param nanos how long that took
    void served(long nanos) {
        served.incrementAndGet();
        longestWait.accumulateAndGet(nanos, Math::max);
    }

    /// Whether some are turned away.
    synchronized boolean isLimited() {
        return perWindow < PER_WINDOW_MAX;
    }

    private void adjust(int servedInWindow, long longest) {
        boolean isStuck = servedInWindow == 0 && letIn > 0;
        if (longest > WAIT_MAX.toNanos() || isStuck) {
            late++;
        } else {
            late = 0;
        }
        if (late >= LATE_WINDOWS) {
            perWindow = Math.max(PER_WINDOW_MIN, Math.min(perWindow, servedInWindow / 2));
        } else if (late == 0 && isLimited()) {
            perWindow = Math.min(PER_WINDOW_MAX, perWindow + perWindow / 4 + 1);
        }
    }
}
