package io.countersign.core.token;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// When a token was issued, in a form that no two tokens of a device share and that only grows: milliseconds since 1970
/// in the upper 52 bits, a counter in the lower 12.
///
/// It stands in the token's `jti`, a UUID of version 7 with the counter in `rand_a` (RFC 9562, 5.7 and 6.2). So a later
/// token is told from an earlier one by its `jti` alone, and "all tokens up to this one have ended" is one number.
public record Stamp(long value) implements Comparable<Stamp> {
    /// Before every token.
    public static final Stamp NONE = new Stamp(0);

    /// How far a stamp may lie ahead of the clock before we take it that the clock was wrong.
    static final Duration CLOCK_JUMP = Duration.ofSeconds(10);

    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

    /// The first stamp of a moment.
    public static Stamp at(Instant moment) {
        return new Stamp(moment.toEpochMilli() << COUNTER_BITS);
    }

    /// The last stamp of a moment.
    static Stamp lastAt(Instant moment) {
        return new Stamp(at(moment).value | COUNTER_MASK);
    }

    /// The stamp in a token's id.
    public static Stamp of(UUID tokenId) {
        long high = tokenId.getMostSignificantBits();
        return new Stamp(high >>> 16 << COUNTER_BITS | (high & COUNTER_MASK));
    }

    /// The upper half of the id of a token with this stamp, version included.
    long idHigh() {
        return value >>> COUNTER_BITS << 16 | 0x7000 | (value & COUNTER_MASK);
    }

    /// A stamp that is later than this one and not before this moment.
    Stamp next(Instant now) {
        return new Stamp(Math.max(at(now).value, value + 1));
    }

    /// The later one.
    Stamp or(Stamp other) {
        return compareTo(other) < 0 ? other : this;
    }

    /// When the token was issued, to the millisecond.
    public Instant moment() {
        return Instant.ofEpochMilli(value >>> COUNTER_BITS);
    }

    /// Whether the clock must have been wrong, at this moment or when the stamp was made.
    boolean isAheadOf(Instant now) {
        return moment().isAfter(now.plus(CLOCK_JUMP));
    }

    /// `iat` of the token.
    long epochSecond() {
        return moment().getEpochSecond();
    }

    @Override
    public int compareTo(Stamp other) {
        return Long.compare(value, other.value);
    }
}
