package io.countersign.bench;

import java.util.List;

/// A server under load, on 127.0.0.1.
interface Target {
    String name();

    int port();

    /// The processes whose CPU time counts.
    List<Long> pids();
}
