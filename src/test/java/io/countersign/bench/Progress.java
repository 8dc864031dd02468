package io.countersign.bench;

import java.io.PrintStream;

/// Says how far a benchmark is, with the time since its beginning.
final class Progress {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final long began = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String what) {
        out.printf("%5.0f s  %s%n", (System.nanoTime() - began) / NANOS_PER_SECOND, what);
    }
}
