package io.countersign.edge.cli;

import io.countersign.edge.config.Settings;

/// Starts the server. `Main` hands it to the commands `serve` and `demo`.
@FunctionalInterface
public interface Launch {
    /// Starts and returns when requests are answered.
    ///
    /// @throws CannotStart if anything is missing; then nothing runs
    Running start(Settings settings) throws CannotStart;
}
