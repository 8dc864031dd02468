package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GarbageWatchTest {
    private static final long MIB = 1L << 20;

    private final AtomicLong used = new AtomicLong();
    private final AtomicBoolean takingIn = new AtomicBoolean();
    private final AtomicInteger collections = new AtomicInteger();

    private GarbageWatch watch(long live) {
        used.set(live);
        return new GarbageWatch(used::get, takingIn::get, () -> {
            collections.incrementAndGet();
            used.set(live);
        });
    }

    /// Half as much may gather as lives, and 16 MiB at least.
    @ParameterizedTest
    @CsvSource({
        "0, 16",
        "10, 26",
        "32, 48",
        "34, 51",
        "400, 600",
    })
    void it_is_collected_beyond_the_limit_and_not_at_it(long liveMib, long limitMib) {
        GarbageWatch watch = watch(liveMib * MIB);

        assertCollectedJustBeyond(limitMib * MIB, watch);
        watch.look();
        assertThat(collections).hasValue(1);
    }

    @Test
    void what_lives_after_a_collection_sets_the_next_limit() {
        var live = new AtomicLong(30 * MIB);
        var watch = new GarbageWatch(live::get, () -> false, collections::incrementAndGet);

        live.set(61 * MIB); // and all of it lives
        watch.look();
        live.set(91 * MIB);
        watch.look();

        assertThat(collections).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 154", "9, 154", "10, 26"})
    void while_something_long_is_taken_in_and_for_some_looks_more_the_limit_is_higher(int looksAfter, long limitMib) {
        GarbageWatch watch = watch(10 * MIB);
        takingIn.set(true);
        watch.look();
        takingIn.set(looksAfter == 0);
        for (int look = 1; look < looksAfter; look++) {
            watch.look();
        }

        assertCollectedJustBeyond(limitMib * MIB, watch);
    }

    private void assertCollectedJustBeyond(long limit, GarbageWatch watch) {
        used.set(limit);
        watch.look();
        assertThat(collections).hasValue(0);
        used.set(limit + 1);
        watch.look();
        assertThat(collections).hasValue(1);
    }
}
