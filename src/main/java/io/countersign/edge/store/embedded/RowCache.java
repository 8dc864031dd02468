package io.countersign.edge.store.embedded;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.countersign.core.tenant.NotInMemory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A bounded memory over rows of the database; what it holds is always what is on disk, or newer.
///
/// Nobody takes a lock to read. So a reader that missed might put what it read from disk into memory after a writer has
/// changed the row. To prevent that, a writer counts its change ([#written]) after its commit and before it changes
/// memory, and a reader keeps what it read only if nothing was counted since it began. Counters are shared by keys of
/// equal hash, so that their number does not grow; sharing costs a second read now and then.
final class RowCache<K, V> {
    private static final int COUNTERS = 4096;

    private final Database database;
    private final Function<K, V> fromDisk;
    private final Cache<K, V> rows;
    private final AtomicIntegerArray counters = new AtomicIntegerArray(COUNTERS);

    /// @param rowsMax how many rows are kept; rows that may not be evicted do not count
    /// @param mustStay rows that may not be evicted
    /// @param fromDisk reads a row; also a missing row is a value, so that it is remembered
    RowCache(Database database, long rowsMax, Predicate<V> mustStay, Function<K, V> fromDisk) {
        this.database = database;
        this.fromDisk = fromDisk;
        // Caffeine never evicts an entry without weight.
        Weigher<K, V> weigher = (_, row) -> mustStay.test(row) ? 0 : 1;
        this.rows = Caffeine.newBuilder()
                .maximumWeight(rowsMax)
                .weigher(weigher)
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    /// How many rows are in memory, about.
    long size() {
        return rows.estimatedSize();
    }

    /// How often a row was looked up, in memory or not.
    CacheStats lookUps() {
        return rows.stats();
    }

    Optional<V> inMemory(K key) {
        return Optional.ofNullable(rows.getIfPresent(key));
    }

    /// The row, from disk if need be.
    ///
    /// @throws NotInMemory if it is not in memory and this thread may not wait
    V find(K key) {
        V row = rows.getIfPresent(key);
        return row == null ? load(key) : row;
    }

    private V load(K key) {
        if (!database.mayBlock()) {
            throw NotInMemory.SIGNAL;
        }
        while (true) {
            int countedBefore = counters.get(counterOf(key));
            V row = fromDisk.apply(key);
            V kept = rows.asMap()
                    .compute(
                            key,
                            (_, present) ->
                                    present != null || counters.get(counterOf(key)) != countedBefore ? present : row);
            if (kept != null) {
                return kept;
            }
        }
    }

    /// Counts a change of a row that was committed. Memory is changed after this.
    void written(K key) {
        counters.incrementAndGet(counterOf(key));
    }

    /// Keeps a row that was just written.
    ///
    /// @param isOutdated which row in memory it replaces
    void put(K key, V row, Predicate<V> isOutdated) {
        written(key);
        rows.asMap().compute(key, (_, present) -> present == null || isOutdated.test(present) ? row : present);
    }

    /// Changes a row that was just written, if it is in memory.
    void change(K key, UnaryOperator<V> change) {
        written(key);
        rows.asMap().computeIfPresent(key, (_, row) -> change.apply(row));
    }

    /// Changes a row in memory only.
    ///
    /// @return false, and nothing changed, if memory does not hold what was expected
    boolean replace(K key, V expected, V row) {
        return rows.asMap().replace(key, expected, row);
    }

    /// Forgets rows that were just removed.
    void forget(Predicate<K> removed) {
        for (int i = 0; i < COUNTERS; i++) {
            counters.incrementAndGet(i);
        }
        rows.asMap().keySet().removeIf(removed);
    }

    private int counterOf(K key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & (COUNTERS - 1);
    }
}
