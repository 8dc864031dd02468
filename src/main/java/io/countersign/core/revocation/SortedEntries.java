package io.countersign.core.revocation;

import java.util.Arrays;

/// Sorts entries of one width that lie side by side, by their bytes: merges neighbours that are sorted already, from
/// bottom to top. No entry becomes an object of its own, and none of them can be chosen so that it takes longer.
final class SortedEntries {
    private SortedEntries() {}

    /// @param entries as many and perhaps room for more; used up
    /// @param size how many they are
    /// @param width of an entry
    /// @param meanwhile is run again and again
    /// @return an array that holds them alone
    static byte[] of(byte[] entries, int size, int width, Runnable meanwhile) {
        int end = size * width;
        byte[] from = entries;
        byte[] to = new byte[end];
        for (long run = width; run < end; run *= 2) {
            for (long low = 0; low < end; low += 2 * run) {
                int middle = (int) Math.min(low + run, end);
                int high = (int) Math.min(low + 2 * run, end);
                merge(from, to, new Span((int) low, middle, high, width));
                meanwhile.run();
            }
            byte[] sorted = to;
            to = from;
            from = sorted;
        }
        return from.length == end ? from : Arrays.copyOf(from, end);
    }

    /// Two neighbours, each sorted: from `low` to `middle` and from there to `high`.
    private record Span(int low, int middle, int high, int width) {}

    private static void merge(byte[] from, byte[] to, Span span) {
        int left = span.low();
        int right = span.middle();
        int width = span.width();
        int next = span.low();
        while (left < span.middle() && right < span.high()) {
            boolean isRightFirst = Arrays.compareUnsigned(from, right, right + width, from, left, left + width) < 0;
            System.arraycopy(from, isRightFirst ? right : left, to, next, width);
            if (isRightFirst) {
                right += width;
            } else {
                left += width;
            }
            next += width;
        }
        System.arraycopy(from, left, to, next, span.middle() - left);
        System.arraycopy(from, right, to, next + span.middle() - left, span.high() - right);
    }
}
