package io.countersign.bench;

import java.util.List;

/// How long something took, each time it was done, in microseconds.
///
/// @param micros sorted
record Timings(List<Long> micros) {
    private static final double MICROS_PER_MILLI = 1000;

    Timings {
        micros = micros.stream().sorted().toList();
    }

    int size() {
        return micros.size();
    }

    /// The time that this share of them, from 0 to 1, did not exceed; NaN if there are none.
    double millis(double share) {
        if (micros.isEmpty()) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * micros.size());
        return micros.get(Math.clamp(rank - 1, 0, micros.size() - 1)) / MICROS_PER_MILLI;
    }

    /// p50, p99 and the longest, as they stand in a table.
    String text() {
        return micros.isEmpty()
                ? "–"
                : Report.number("%.1f", millis(0.5)) + " / " + Report.number("%.1f", millis(0.99)) + " / "
                        + Report.number("%.1f", millis(1));
    }
}
