package io.countersign.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Every operation of a run of the load program, so that what happened to the server meanwhile can be held against it.
record Operations(List<Operation> all) {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /// @param due when, in microseconds since 1970
    /// @param micros how long it took
    record Operation(long due, long micros, boolean isGood) {}

    /// Reads the file that the program wrote.
    static Operations read(Path file) throws IOException {
        return new Operations(
                Files.readAllLines(file).stream().map(Operations::operation).toList());
    }

    private static Operation operation(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException("three numbers stand in a line, not '" + line + "'");
        }
        return new Operation(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2].equals("1"));
    }

    /// Those that were due in a time.
    ///
    /// @param from in microseconds since 1970, as all times here
    /// @param until the first moment that does not belong to it
    Operations between(long from, long until) {
        return new Operations(all.stream()
                .filter(one -> one.due() >= from && one.due() < until)
                .toList());
    }

    Timings timings() {
        return new Timings(all.stream().map(Operation::micros).toList());
    }

    /// The 99th percentile of the second in which it was highest, in milliseconds; NaN if there are no operations.
    double worstSecond() {
        return all.stream().collect(Collectors.groupingBy(one -> one.due() / MICROS_PER_SECOND)).values().stream()
                .map(ofSecond -> new Operations(ofSecond).timings().millis(0.99))
                .max(Comparator.naturalOrder())
                .orElse(Double.NaN);
    }
}
