package io.countersign.edge.fetch;

import io.countersign.edge.fetch.Fetched.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks for the addresses of hosts, within a time.
///
/// The system's resolver cannot be interrupted and holds its thread while it waits. So it has a few threads of its own:
/// one that hangs costs none of those that all virtual threads share.
final class LookUps implements AutoCloseable {
    private static final int AT_ONCE = 4;
    private static final int WAITING_MAX = 64;
    private static final int IDLE_SECONDS_MAX = 30;

    private final Names names;
    private final ExecutorService threads;

    /// Who knows the addresses of a name.
    @FunctionalInterface
    interface Names {
        List<InetAddress> addressesOf(String host) throws UnknownHostException;
    }

    LookUps(Names names) {
        this.names = names;
        var pool = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                IDLE_SECONDS_MAX,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("look-up-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    /// With the resolver of the system.
    static LookUps ofSystem() {
        return new LookUps(host -> List.of(InetAddress.getAllByName(host)));
    }

    /// All addresses of a host, at least one.
    ///
    /// @throws CannotFetch if there is none, or not in time
    List<InetAddress> addressesOf(String host, Deadline deadline) throws CannotFetch, InterruptedException {
        Future<List<InetAddress>> looking;
        try {
            looking = threads.submit(() -> names.addressesOf(host));
        } catch (RejectedExecutionException full) {
            throw new CannotFetch(Reason.BUSY, "Too many look-ups of hosts wait already.");
        }
        try {
            List<InetAddress> addresses = looking.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            if (!addresses.isEmpty()) {
                return addresses;
            }
        } catch (TimeoutException late) {
            throw new CannotFetch(Reason.TIMEOUT, "The address of '" + host + "' was not found in time.");
        } catch (ExecutionException unknown) {
            if (!(unknown.getCause() instanceof UnknownHostException)) {
                throw new IllegalStateException("the resolver failed", unknown);
            }
        } finally {
            looking.cancel(true);
        }
        throw new CannotFetch(Reason.UNKNOWN_HOST, "There is no host '" + host + "'.");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
