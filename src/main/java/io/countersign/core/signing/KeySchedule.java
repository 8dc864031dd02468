package io.countersign.core.signing;

import java.time.Duration;

/// When keys change.
///
/// @param period how long one key signs; at least two days, since keys are kept for 30 days after they signed and there
///     are at most [KeyRing#KEYS_MAX]
/// @param notice how long a key is published before it signs, so that every cached JWKS has it by then
public record KeySchedule(Duration period, Duration notice) {
    private static final Duration PERIOD_MIN = Duration.ofDays(2);

    /// A key signs for 90 days and is published a day before.
    public static final KeySchedule DEFAULT = new KeySchedule(Duration.ofDays(90), Duration.ofHours(24));

    /// @throws IllegalArgumentException if the period is under two days or the notice not shorter than the period
    public KeySchedule {
        if (period.compareTo(PERIOD_MIN) < 0) {
            throw new IllegalArgumentException("a key signs for at least " + PERIOD_MIN + ", not " + period);
        }
        if (notice.isNegative() || notice.compareTo(period) >= 0) {
            throw new IllegalArgumentException("the notice of a key is shorter than its period, not " + notice);
        }
    }
}
