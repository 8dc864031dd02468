package io.countersign.edge.telemetry;

import java.util.function.DoubleSupplier;

/// Something that a part of the server counts by itself and that is read when metrics are asked for.
///
/// @param name in Micrometer's form, such as `countersign.store.commits`
/// @param grows whether it only grows: a counter; else a gauge
public record Figure(String name, String description, boolean grows, DoubleSupplier value) {
    /// A figure that only grows.
    public static Figure counter(String name, String description, DoubleSupplier value) {
        return new Figure(name, description, true, value);
    }

    /// A figure that goes up and down.
    public static Figure gauge(String name, String description, DoubleSupplier value) {
        return new Figure(name, description, false, value);
    }
}
