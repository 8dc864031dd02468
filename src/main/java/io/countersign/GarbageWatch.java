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
final class GarbageWatch {
    /// How much gathers at least between two collections, in bytes.
    static final long GATHERED_MIN = 16L << 20;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String OLD_GENERATION = "Tenured Gen";

    private final LongSupplier used;
    private final Runnable collect;
    private long limit;

    /// @param used bytes of the old generation that are taken, by garbage or not
    /// @param collect collects it
    GarbageWatch(LongSupplier used, Runnable collect) {
        this.used = used;
        this.collect = collect;
        this.limit = limitAfter(used.getAsLong());
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
        if (used.getAsLong() > limit) {
            collect.run();
            limit = limitAfter(used.getAsLong());
        }
    }

    private static long limitAfter(long live) {
        return live + Math.max(live / 2, GATHERED_MIN);
    }
}
