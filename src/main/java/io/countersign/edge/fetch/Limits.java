package io.countersign.edge.fetch;

import java.time.Duration;

/// What one fetch, and all together, may take.
///
/// @param connecting for the connection and the TLS handshake, for each address that is tried
/// @param total for a whole fetch, redirects and the last byte included
/// @param waiting until a fetch begins, while others run
/// @param headerBytes of each answer
/// @param atOnce fetches in all; their answers are in memory at the same time
/// @param atOncePerHost fetches from one host
public record Limits(
        Duration connecting, Duration total, Duration waiting, int headerBytes, int atOnce, int atOncePerHost) {
    /// What a server runs with.
    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofMinutes(5), 16 * 1024, 8, 2);

    /// @throws IllegalArgumentException if one is not above zero
    public Limits {
        boolean allowSomething = connecting.isPositive()
                && total.isPositive()
                && waiting.isPositive()
                && headerBytes > 0
                && atOnce > 0
                && atOncePerHost > 0;
        if (!allowSomething) {
            throw new IllegalArgumentException("each limit of a fetch is above zero");
        }
    }
}
