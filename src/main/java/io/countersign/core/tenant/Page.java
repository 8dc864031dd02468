package io.countersign.core.tenant;

/// Which part of a list is asked for (contract.md 6, paging).
///
/// @param number from 1
/// @param size entries on a page, 1 to 2000
public record Page(int number, int size) {
    public static final int DEFAULT_SIZE = 5;
    public static final int SIZE_MAX = 2000;
    public static final int NUMBER_MAX = 1_000_000;

    /// @throws IllegalArgumentException if a value is out of its range
    public Page {
        if (number < 1 || number > NUMBER_MAX) {
            throw new IllegalArgumentException("currentPage is 1 to " + NUMBER_MAX + ", not " + number);
        }
        if (size < 1 || size > SIZE_MAX) {
            throw new IllegalArgumentException("pageSize is 1 to " + SIZE_MAX + ", not " + size);
        }
    }

    /// How many entries stand before this page.
    public long offset() {
        return (number - 1L) * size;
    }
}
