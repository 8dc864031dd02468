package io.countersign;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Has the old generation collected when half as much has gathered there as lives there.
///
/// The serial collector does so only when the heap has grown to the most that it may have, half of the machine's
/// memory: a server that renews tokens (a kilobyte each, replaced by the next one) would fill that with garbage in
/// days. A collection stops all requests for some 80 ms where 25 MB live, so it must be rare: 16 MiB are some 8,000
/// new tokens (docs/decisions/0019).
///
/// A long revocation list that is taken in is in use, and to collect meanwhile would stop requests for nothing: then
/// nothing is collected, nor for some seconds more, unless very much has gathered.
final class GarbageWatch {
    /// How much gathers at least between two collections, in bytes.
    static final long GATHERED_MIN = 16L << 20;

    /// How much more may gather while something long is taken in, in bytes: a body of 48 MiB, and what is made of it.
    static final long TAKING_IN_MAX = 128L << 20;

    /// For how many looks, a second apart, that holds on.
    static final int LOOKS_AFTER = 10;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String OLD_GENERATION = "Tenured Gen";

    private final LongSupplier used;
    private final BooleanSupplier takingIn;
    private final Runnable collect;
    private long limit;
    private int looksLeft;

    /// @param used bytes of the old generation that are taken, by garbage or not
    /// @param takingIn whether something long is taken in
    /// @param collect collects it
    GarbageWatch(LongSupplier used, BooleanSupplier takingIn, Runnable collect) {
        this.used = used;
        this.takingIn = takingIn;
        this.collect = collect;
        this.limit = limitAfter(used.getAsLong());
    }

    /// Watches this process from now on, until what is returned is closed. Another collector that was asked for has
    /// rules of its own, so that there is nothing to watch then.
    ///
    /// @param takingIn whether something long is taken in
    static AutoCloseable start(BooleanSupplier takingIn) {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("garbage-watch").factory());
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals(OLD_GENERATION)) {
                var one = new GarbageWatch(() -> pool.getUsage().getUsed(), takingIn, System::gc);
                var _ = watch.scheduleWithFixedDelay(one::look, PAUSE.toSeconds(), PAUSE.toSeconds(), TimeUnit.SECONDS);
            }
        }
        return watch;
    }

    /// Looks once; to be called again and again by one thread.
    void look() {
        looksLeft = takingIn.getAsBoolean() ? LOOKS_AFTER : Math.max(0, looksLeft - 1);
        if (used.getAsLong() > limit + (looksLeft > 0 ? TAKING_IN_MAX : 0)) {
            collect.run();
            limit = limitAfter(used.getAsLong());
        }
    }

    private static long limitAfter(long live) {
        return live + Math.max(live / 2, GATHERED_MIN);
    }
}
