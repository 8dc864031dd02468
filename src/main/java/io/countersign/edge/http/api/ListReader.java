package io.countersign.edge.http.api;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Reads long lists one after the other, on a thread of their own.
///
/// A list of a million takes more than a second of CPU time and several times its bytes. The virtual threads of all
/// requests share few threads and do not take turns: two such lists would keep them from everybody else.
final class ListReader {
    private final ReentrantLock turn = new ReentrantLock(true);

    <T> T read(Supplier<T> reading) {
        turn.lock();
        try {
            return onOwnThread(reading);
        } finally {
            turn.unlock();
        }
    }

    private static <T> T onOwnThread(Supplier<T> reading) {
        var task = new FutureTask<T>(reading::get);
        Thread.ofPlatform().daemon().name("list-reader").start(task);

        try {
            return task.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException("a list was not read", failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a list was read", stopped);
        }
    }
}
