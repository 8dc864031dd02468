package io.countersign.edge.store.embedded;

import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.TenantId;
import io.countersign.edge.store.StoreFault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The SQLite file: one connection that writes, a few that read, never on a thread that may not wait.
///
/// SQLite has one writer at a time anyway. With the queue for it in here, a caller can change what is in memory after
/// its commit and before anybody else writes, so that memory and disk change in the same order.
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int READERS = 4;
    private static final int READER_WAIT_SECONDS = 30;
    private static final int BUSY_MILLIS = 5_000;

    private final Connection writer;
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);
    private final ReentrantLock writing = new ReentrantLock(true);
    private final BooleanSupplier mayBlock;
    private final Changes changes = new Changes();
    private final LongAdder commits = new LongAdder();
    private final LongAdder commitNanos = new LongAdder();

    /// @param mayBlock whether the present thread may wait for the disk
    /// @throws SQLException if the file cannot be opened
    Database(Path file, BooleanSupplier mayBlock) throws SQLException {
        this.mayBlock = mayBlock;
        this.writer = source(file).getConnection();
        try {
            writer.setAutoCommit(false);
            for (int i = 0; i < READERS; i++) {
                Connection reader = source(file).getConnection();
                readers.add(reader);
                new Sql(reader).change("pragma query_only = on");
            }
        } catch (SQLException failure) {
            close();
            throw failure;
        }
    }

    /// Connections to the file, as we want them.
    static SQLiteDataSource source(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /// Statements that belong together.
    @FunctionalInterface
    interface Work<T> {
        T on(Sql sql) throws SQLException;
    }

    /// Transactions written so far.
    long commits() {
        return commits.sum();
    }

    /// Nanoseconds that they took.
    long commitNanos() {
        return commitNanos.sum();
    }

    /// Whether the present thread may wait for the disk.
    boolean mayBlock() {
        return mayBlock.getAsBoolean();
    }

    /// @throws StoreFault if the database fails
    <T> T read(Work<T> work) {
        requireMayBlock();
        Connection reader = takeReader();
        try {
            return work.on(new Sql(reader));
        } catch (SQLException failure) {
            throw new StoreFault("the database cannot be read: " + failure.getMessage(), failure);
        } finally {
            readers.add(reader);
        }
    }

    /// Runs the work as one transaction; all of it is on disk when this returns, or nothing.
    ///
    /// @param remember what to change in memory then; runs before anybody else writes
    /// @throws StoreFault if the database fails
    <T> T write(Work<T> work, Consumer<T> remember) {
        return alone(() -> {
            T result = commit(work);
            remember.accept(result);
            return result;
        });
    }

    /// Writes likewise what any decision on certificates may rest on: the change is counted once it is in memory.
    ///
    /// @throws StoreFault if the database fails
    <T> T change(Work<T> work, Consumer<T> remember) {
        return write(work, result -> changes.make(() -> remember.accept(result)));
    }

    /// Writes likewise what one tenant says of the certificates below its anchors.
    ///
    /// @throws StoreFault if the database fails
    <T> T change(TenantId tenant, Work<T> work, Consumer<T> remember) {
        return write(work, result -> changes.make(tenant, () -> remember.accept(result)));
    }

    /// The changes that were counted.
    Changes changes() {
        return changes;
    }

    /// Runs something while nobody else writes.
    <T> T alone(Supplier<T> action) {
        requireMayBlock();
        writing.lock();
        try {
            return action.get();
        } finally {
            writing.unlock();
        }
    }

    private <T> T commit(Work<T> work) {
        long start = System.nanoTime();
        try {
            T result = work.on(new Sql(writer));
            writer.commit();
            commits.increment();
            commitNanos.add(System.nanoTime() - start);
            return result;
        } catch (SQLException failure) {
            rollBack();
            throw new StoreFault("the database cannot be written: " + failure.getMessage(), failure);
        } catch (RuntimeException fault) {
            rollBack();
            throw fault;
        }
    }

    private void rollBack() {
        try {
            writer.rollback();
        } catch (SQLException failure) {
            LOG.error("A failed change of the database could not be rolled back.", failure);
        }
    }

    private Connection takeReader() {
        try {
            Connection reader = readers.poll(READER_WAIT_SECONDS, TimeUnit.SECONDS);
            if (reader == null) {
                throw new StoreFault("no connection to the database became free in " + READER_WAIT_SECONDS + " s");
            }
            return reader;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreFault("interrupted while waiting for the database", stopped);
        }
    }

    private void requireMayBlock() {
        if (!mayBlock()) {
            throw new IllegalStateException("this thread may not wait for the database");
        }
    }

    @Override
    public void close() {
        readers.forEach(Database::close);
        close(writer);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            LOG.warn("A connection to the database did not close: {}", failure.getMessage());
        }
    }
}
