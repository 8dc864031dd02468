package io.countersign.core.revocation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Tells between which of many sorted entries a key can lie, without looking at any of them: the entries of a million
/// do not fit in a processor's caches, and each step of a search through them waits for memory. What is remembered of
/// every 32nd entry fits: the eight bytes behind those that all entries share.
final class Landmarks {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int EVERY = 32;

    private final byte[] shared;
    private final long[] marks;
    private final int size;

    /// Places of entries: the first that may hold a key, and the first behind it that cannot.
    record Range(int from, int until) {
        private static final Range NONE = new Range(0, 0);
    }

    /// @param entries sorted by their bytes, side by side from the beginning
    /// @param size how many they are
    /// @param width of an entry
    /// @param keyBytes how many bytes at the start of an entry are its key
    Landmarks(byte[] entries, int size, int width, int keyBytes) {
        int last = Math.max(0, size - 1) * width;
        int different = size == 0 ? 0 : Arrays.mismatch(entries, 0, keyBytes, entries, last, last + keyBytes);
        this.shared = Arrays.copyOf(entries, different < 0 ? keyBytes : different);
        this.marks = new long[Math.ceilDiv(size, EVERY)];
        this.size = size;
        for (int i = 0; i < marks.length; i++) {
            int from = i * EVERY * width;
            marks[i] = ordered(entries, from + shared.length, from + keyBytes);
        }
    }

    /// How many bytes they take.
    long bytes() {
        return (long) marks.length * Long.BYTES;
    }

    /// @param key as wide as those of the entries
    Range around(byte[] key) {
        if (!Arrays.equals(shared, 0, shared.length, key, 0, shared.length)) {
            return Range.NONE;
        }
        long mark = ordered(key, shared.length, key.length);
        int atOrAfter = first(mark);
        int after = mark == Long.MAX_VALUE ? marks.length : first(mark + 1);
        return new Range(Math.max(0, atOrAfter - 1) * EVERY, Math.min(size, after * EVERY));
    }

    /// The first mark that is not below another; their number if all are.
    private int first(long wanted) {
        int low = 0;
        int high = marks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// At most eight bytes as a number whose order is that of the bytes.
    private static long ordered(byte[] bytes, int from, int until) {
        if (until - from >= Long.BYTES) {
            return (long) LONG.get(bytes, from) ^ Long.MIN_VALUE;
        }
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << Byte.SIZE | (from + i < until ? bytes[from + i] & 0xff : 0);
        }
        return number ^ Long.MIN_VALUE;
    }
}
