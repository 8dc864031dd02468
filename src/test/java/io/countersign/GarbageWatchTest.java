package io.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GarbageWatchTest {
    private static final long MIB = 1L << 20;

    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();

    private GarbageWatch watch(long live) {
        used.set(live);
        return new GarbageWatch(used::get, () -> {
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

        gather(watch, limitMib * MIB);
        assertThat(collections).hasValue(0);

        gather(watch, limitMib * MIB + 1);
        assertThat(collections).hasValue(1);
        watch.look();
        assertThat(collections).hasValue(1);
    }

    @Test
    void what_lives_after_a_collection_sets_the_next_limit() {
        var live = new AtomicLong(30 * MIB);
        var watch = new GarbageWatch(live::get, collections::incrementAndGet);

        for (long mib = 31; mib <= 47; mib++) { // and all of it lives
            live.set(mib * MIB);
            watch.look();
        }
        assertThat(collections).hasValue(1);
        for (long mib = 48; mib <= 47 + 23; mib++) {
            live.set(mib * MIB);
            watch.look();
        }

        assertThat(collections).hasValue(1);
    }

    /// From one look to the next comes so much; then it gathers slowly, up to what it is collected beyond.
    @ParameterizedTest
    @CsvSource({
        "7, 26",
        "8, 34",
        "40, 66",
        "128, 154",
        "130, 154",
    })
    void what_comes_in_one_go_raises_the_limit_until_the_next_collection(long atOnceMib, long limitMib) {
        GarbageWatch watch = watch(10 * MIB);

        used.set((10 + atOnceMib) * MIB);
        watch.look();
        gather(watch, limitMib * MIB);
        assertThat(collections).hasValue(0);

        gather(watch, limitMib * MIB + 1);
        assertThat(collections).hasValue(1);
        gather(watch, 26 * MIB);
        assertThat(collections).hasValue(1);
        gather(watch, 26 * MIB + 1);
        assertThat(collections).hasValue(2);
    }

    /// By less from look to look than what counts as coming in one go.
    private void gather(GarbageWatch watch, long bytes) {
        for (long now = used.get(); now < bytes; ) {
            now = Math.min(now + GarbageWatch.AT_ONCE_MIN - 1, bytes);
            used.set(now);
            watch.look();
        }
    }
}
