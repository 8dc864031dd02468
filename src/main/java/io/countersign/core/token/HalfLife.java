package io.countersign.core.token;

import java.time.Instant;

/// The moment from which a device may swap its token for the next one: half of the token's life.
///
/// Earlier the same token comes again, so a device in a loop cannot draw tokens without end. Later would leave a device
/// on a bad link with an expired one.
record HalfLife(Instant moment) {
    private static final long MILLIS_PER_SECOND = 1000;

    HalfLife(Stamp stamp, Lifespan lifespan) {
        this(Instant.ofEpochSecond(stamp.epochSecond()).plusMillis(lifespan.seconds() * MILLIS_PER_SECOND / 2));
    }

    boolean isReachedAt(Instant now) {
        return !now.isBefore(moment);
    }
}
