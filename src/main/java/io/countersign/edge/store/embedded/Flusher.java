package io.countersign.edge.store.embedded;

import io.countersign.edge.store.StoreFault;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what is only in memory, on a thread of its own, again and again, and once more at the end.
final class Flusher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

    private final String what;
    private final Runnable flush;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("store-flush").factory());

    /// @param what the name of what is flushed, for the log
    Flusher(String what, Runnable flush, Duration every) {
        this.what = what;
        this.flush = flush;
        var _ = thread.scheduleWithFixedDelay(this::flush, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// What could not be written stays in memory and is tried again.
    private void flush() {
        try {
            flush.run();
        } catch (StoreFault fault) {
            LOG.error("The last {} are not on disk yet: {}", what, fault.getMessage());
        } catch (RuntimeException bug) {
            LOG.error("The last {} are not on disk yet.", what, bug);
        }
    }

    @Override
    public void close() {
        thread.execute(this::flush);
        thread.close();
    }
}
