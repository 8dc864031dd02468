package io.countersign.edge.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListReaderTest {
    private static final int TOGETHER = 4;

    private final ListReader reader = new ListReader();

    @Test
    void a_list_is_read_on_a_platform_thread_whoever_asks() throws Exception {
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            boolean isVirtual = requests.submit(
                            () -> reader.read(() -> Thread.currentThread().isVirtual()))
                    .get();

            assertThat(isVirtual).isFalse();
        }
    }

    @Test
    void lists_are_read_one_after_the_other() throws Exception {
        var mayEnd = new CountDownLatch(1);
        var started = new AtomicInteger();
        var together = new AtomicInteger();
        List<Future<Integer>> all = new ArrayList<>();
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < TOGETHER; i++) {
                all.add(requests.submit(() -> {
                    started.incrementAndGet();
                    return reader.read(() -> {
                        int now = together.incrementAndGet();
                        await(mayEnd);
                        together.decrementAndGet();
                        return now;
                    });
                }));
            }
            while (started.get() < TOGETHER) {
                Thread.onSpinWait();
            }
            mayEnd.countDown();
            for (Future<Integer> one : all) {
                assertThat(one.get()).isEqualTo(1);
            }
        }
        assertThat(reader.read(() -> "read")).isEqualTo("read");
    }

    @Test
    void a_fault_of_the_reading_is_the_callers() {
        assertThatThrownBy(() -> reader.read(() -> {
                    throw new IllegalStateException("the disk is full");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the disk is full");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
