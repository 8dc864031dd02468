package io.countersign.edge.store;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Does the same on many threads at once.
final class Parallel {
    private Parallel() {}

    /// @return what each call gave, in the order of their numbers
    static <T> List<T> calls(int count, IntFunction<T> call) {
        var start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<T>> outcomes = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return call.apply(i);
                    }))
                    .toList();
            start.countDown();
            threads.shutdown();
            return outcomes.stream().map(Parallel::outcome).toList();
        }
    }

    private static <T> T outcome(Future<T> future) {
        try {
            return future.get();
        } catch (Exception failed) {
            throw new IllegalStateException("a parallel call failed", failed);
        }
    }
}
