package io.countersign.edge.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When to fetch again. The random fraction, from 0 to below 1, spreads those that would otherwise come at once.
public final class NextFetch {
    /// No copy is fetched again sooner, however short its life.
    static final Duration SOONEST = Duration.ofMinutes(5);

    /// Every copy is fetched again within this time, however long its life: a CA may publish before it must.
    static final Duration LATEST = Duration.ofHours(12);

    /// After the first failure; each further one doubles it.
    static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    /// After any number of failures.
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /// The part of a copy's life after which the next one is fetched, and the part by which it must have been, so that
    /// some time is left to try again.
    private static final double EARLIEST_PART = 0.5;

    private static final double LATEST_PART = 0.8;

    /// How much of a pause jitter may take off it.
    private static final double JITTER = 0.5;

    private static final int DOUBLINGS_MAX = 16;

    private NextFetch() {}

    /// After a fetch that brought a copy, or the news that it is still the present one: between a half and four fifths
    /// of its life, so before it ends unless that is nearer than we ever ask.
    ///
    /// @param nextUpdate when the copy ends, if it tells
    /// @throws IllegalArgumentException if the fraction is not from 0 to below 1
    public static Instant afterSuccess(Instant now, Instant thisUpdate, Optional<Instant> nextUpdate, double fraction) {
        requireFraction(fraction);
        Instant latest = now.plus(part(LATEST, 1 - JITTER * fraction));
        Instant due = nextUpdate
                .map(end -> thisUpdate.plus(part(
                        Duration.between(thisUpdate, end), EARLIEST_PART + (LATEST_PART - EARLIEST_PART) * fraction)))
                .filter(instant -> instant.isBefore(latest))
                .orElse(latest);
        // an old copy that was handed out again: ask now and then whether there is a new one
        Instant soonest = now.plus(part(SOONEST, 1 + JITTER * fraction));
        return due.isBefore(soonest) ? soonest : due;
    }

    /// After this many failures in a row.
    ///
    /// @throws IllegalArgumentException if the fraction is not from 0 to below 1, or there was no failure
    public static Instant afterFailure(Instant now, int failures, double fraction) {
        requireFraction(fraction);
        if (failures < 1) {
            throw new IllegalArgumentException("a pause follows at least one failure, not " + failures);
        }
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return now.plus(part(pause, 1 - JITTER * fraction));
    }

    private static Duration part(Duration whole, double part) {
        return Duration.ofSeconds((long) (whole.toSeconds() * part));
    }

    private static void requireFraction(double fraction) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException("a random fraction is from 0 to below 1, not " + fraction);
        }
    }
}
