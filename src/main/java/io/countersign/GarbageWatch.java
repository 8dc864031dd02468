package io.countersign;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Has the old generation collected when half as much has gathered there as lives there.
///
/// The serial collector does so only when the heap has grown to the most that it may have, half of the machine's
/// memory: a server that renews tokens (a kilobyte each, replaced by the next one) would fill that with garbage in
/// days. A collection stops all requests for some 80 ms where 25 MB live, so it must be rare: 16 MiB are some 8,000
/// new tokens (docs/decisions/0019).
///
/// What comes in one go (the body of a request, a revocation list) is in use when it comes, and to collect while it is
/// taken in would stop requests for nothing: so much more may gather until the next collection.
final class GarbageWatch {
    /// How much gathers at least between two collections, in bytes.
    static final long GATHERED_MIN = 16L << 20;

    /// How many bytes between two looks are no gathering any more, but came in one go: what launch.sh has put into the
    /// old generation at once.
    static final long AT_ONCE_MIN = 8L << 20;

    /// How much more may gather, at most, for what came in one go, in bytes.
    static final long AT_ONCE_MAX = 128L << 20;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String OLD_GENERATION = "Tenured Gen";

    private final LongSupplier used;
    private final Runnable collect;
    private long before;
    private long limit;
    private long atOnce;

    /// @param used bytes of the old generation that are taken, by garbage or not
    /// @param collect collects it
    GarbageWatch(LongSupplier used, Runnable collect) {
        this.used = used;
        this.collect = collect;
        takeAsLive(used.getAsLong());
    }

    /// Watches this process from now on, until what is returned is closed. Another collector that was asked for has
    /// rules of its own, so that there is nothing to watch then.
    static AutoCloseable start() {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("garbage-watch").factory());
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals(OLD_GENERATION)) {
                var one = new GarbageWatch(() -> pool.getUsage().getUsed(), System::gc);
                var _ = watch.scheduleWithFixedDelay(one::look, PAUSE.toSeconds(), PAUSE.toSeconds(), TimeUnit.SECONDS);
            }
        }
        return watch;
    }

    /// Looks once; to be called again and again by one thread.
    void look() {
        long now = used.getAsLong();
        if (now - before >= AT_ONCE_MIN) {
            atOnce = Math.min(atOnce + now - before, AT_ONCE_MAX);
        }
        before = now;
        if (now > limit + atOnce) {
            collect.run();
            takeAsLive(used.getAsLong());
        }
    }

    private void takeAsLive(long live) {
        before = live;
        limit = live + Math.max(live / 2, GATHERED_MIN);
        atOnce = 0;
    }
}
