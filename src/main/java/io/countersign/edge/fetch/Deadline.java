package io.countersign.edge.fetch;

import java.time.Duration;

/// When a fetch has taken too long.
final class Deadline {
    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// What is left, not below zero.
    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /// The earlier of this one and one from now on.
    Deadline orIn(Duration time) {
        return left().compareTo(time) < 0 ? this : in(time);
    }
}
