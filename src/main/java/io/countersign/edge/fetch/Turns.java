package io.countersign.edge.fetch;

import io.countersign.edge.fetch.Fetched.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds how many fetches run at once, in all and from one host.
final class Turns {
    private final Semaphore all;
    private final int perHost;
    private final Map<String, Lane> lanes = new HashMap<>();

    /// The fetches from one host.
    private static final class Lane {
        private final Semaphore places;
        private int users;

        Lane(int places) {
            this.places = new Semaphore(places, true);
        }
    }

    /// The right to fetch, until it is closed, once.
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    Turns(int inAll, int perHost) {
        this.all = new Semaphore(inAll, true);
        this.perHost = perHost;
    }

    /// Waits for a turn. Whoever waits for a slow host takes no place away from those that fetch from others.
    ///
    /// @throws CannotFetch if none comes in time
    Turn take(String host, Duration patience) throws CannotFetch, InterruptedException {
        var deadline = Deadline.in(patience);
        Lane lane = enter(host);
        boolean hasPlace = false;
        boolean hasTurn = false;
        try {
            hasPlace = lane.places.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            hasTurn = hasPlace && all.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!hasTurn) {
                leave(host, lane, hasPlace);
            }
        }
        if (!hasTurn) {
            throw new CannotFetch(Reason.BUSY, "Other fetches took too long to let one from '" + host + "' begin.");
        }
        return () -> {
            all.release();
            leave(host, lane, true);
        };
    }

    private synchronized Lane enter(String host) {
        Lane lane = lanes.computeIfAbsent(host, _ -> new Lane(perHost));
        lane.users++;
        return lane;
    }

    private synchronized void leave(String host, Lane lane, boolean hasPlace) {
        if (hasPlace) {
            lane.places.release();
        }
        lane.users--;
        if (lane.users == 0) {
            lanes.remove(host);
        }
    }
}
