package io.countersign.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedEntriesTest {
    private static final int WIDTH = 3;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 1_000, 1_023, 1_024, 1_025})
    void entries_come_out_as_a_sort_of_single_arrays_would_order_them(int size) {
        var entries = new byte[size * WIDTH];
        RandomGenerator.of("L64X128MixRandom").nextBytes(entries);
        List<byte[]> expected = split(entries);
        expected.sort(Arrays::compareUnsigned);

        for (int room : new int[] {0, WIDTH, 100 * WIDTH}) {
            assertThat(split(SortedEntries.of(Arrays.copyOf(entries, entries.length + room), size, WIDTH, () -> {})))
                    .usingElementComparator(Arrays::compareUnsigned)
                    .containsExactlyElementsOf(expected);
        }
    }

    private static List<byte[]> split(byte[] entries) {
        List<byte[]> all = new ArrayList<>();
        for (int from = 0; from < entries.length; from += WIDTH) {
            all.add(Arrays.copyOfRange(entries, from, from + WIDTH));
        }
        return all;
    }
}
