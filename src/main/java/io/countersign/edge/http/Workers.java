package io.countersign.edge.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// The virtual threads on which requests wait for the store, so that event loops never do.
public final class Workers implements AutoCloseable {
    /// How many requests wait at once; more are answered 503.
    static final int WAITING_MAX = 2_000;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("request-", 0).factory());
    private final Semaphore places = new Semaphore(WAITING_MAX);

    /// Runs a task soon.
    ///
    /// @return false, and nothing was started, if too many wait already
    boolean tryRun(Runnable task) {
        if (!places.tryAcquire()) {
            return false;
        }
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                places.release();
            }
        });
        return true;
    }

    /// Waits for the tasks that run.
    @Override
    public void close() {
        threads.close();
    }
}
