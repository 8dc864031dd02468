package io.countersign.edge.cli;

import java.util.List;
import java.util.Optional;

/// A server that answers.
public interface Running {
    int devicePort();

    int apiPort();

    int managementPort();

    /// The password of `management/admin`, if it was drawn at this start; it is told nowhere else.
    Optional<String> adminPassword();

    /// What the operator must be told, one line each.
    List<String> notices();

    /// Takes nothing new, lets running requests end, writes what is not on disk. More than once is no harm.
    void stop();

    /// Waits until [#stop] has done its work.
    void awaitStop() throws InterruptedException;
}
