package io.countersign.edge.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the server counts and times. No label takes its value from a request: reasons, routes and statuses come from
/// finite lists of ours.
public final class Telemetry {
    private static final Duration FASTEST = Duration.ofNanos(100_000);
    private static final Duration SLOWEST = Duration.ofSeconds(10);

    private final MeterRegistry registry;
    private final Counter issued;
    private final Counter handedBack;
    private final Counter connections;
    private final Counter failedConnections;
    private final List<Figure> shown = new CopyOnWriteArrayList<>();
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
    private final Map<Served, Timer> requests = new ConcurrentHashMap<>();

    /// @param registry where the figures are kept
    public Telemetry(MeterRegistry registry) {
        this.registry = registry;
        this.issued = tokens("issued", "New tokens signed");
        this.handedBack = tokens("handed_back", "Tokens handed out again before half life");
        this.connections = Counter.builder("countersign.tls.connections")
                .description("Connections whose TLS handshake succeeded")
                .register(registry);
        this.failedConnections = Counter.builder("countersign.tls.failures")
                .description("Connections that ended in an error, in their handshake or later")
                .register(registry);
    }

    /// Shows a figure that a part of the server keeps.
    public void show(Figure figure) {
        shown.add(figure); // the registry does not hold on to it
        if (figure.grows()) {
            FunctionCounter.builder(
                            figure.name(), figure, counted -> counted.value().getAsDouble())
                    .description(figure.description())
                    .register(registry);
        } else {
            Gauge.builder(figure.name(), () -> figure.value().getAsDouble())
                    .description(figure.description())
                    .register(registry);
        }
    }

    /// Shows who does the cryptography.
    ///
    /// @param signatures the provider that signs and verifies
    /// @param tls the engine that does the handshakes
    public void cryptographyBy(String signatures, String tls) {
        Gauge.builder("countersign.cryptography", () -> 1)
                .description("Always 1; its labels tell who does signatures and TLS")
                .tag("signatures", signatures)
                .tag("tls", tls)
                .register(registry);
    }

    private Counter tokens(String result, String description) {
        return Counter.builder("countersign.tokens")
                .description(description)
                .tag("result", result)
                .register(registry);
    }

    /// A new token was signed.
    public void tokenIssued() {
        issued.increment();
    }

    /// A token was handed out again.
    public void tokenHandedBack() {
        handedBack.increment();
    }

    /// A device got no token.
    ///
    /// @param reason one of our reason codes
    public void tokenRefused(String reason) {
        refusals.computeIfAbsent(
                        reason,
                        code -> Counter.builder("countersign.refusals")
                                .description("Token requests refused, by reason")
                                .tag("reason", code)
                                .register(registry))
                .increment();
    }

    /// A TLS handshake succeeded.
    public void connected() {
        connections.increment();
    }

    /// A connection ended in an error.
    public void connectionFailed() {
        failedConnections.increment();
    }

    /// A request was answered.
    ///
    /// @param route the path of the route with its parameters' names, never their values
    public void answered(String listener, String route, int status, Duration took) {
        requests.computeIfAbsent(new Served(listener, route, status), this::timer)
                .record(took);
    }

    private Timer timer(Served served) {
        return Timer.builder("countersign.requests")
                .description("Requests answered, from the end of their header to the answer")
                .tag("listener", served.listener())
                .tag("route", served.route())
                .tag("status", Integer.toString(served.status()))
                .publishPercentileHistogram()
                .minimumExpectedValue(FASTEST)
                .maximumExpectedValue(SLOWEST)
                .register(registry);
    }

    private record Served(String listener, String route, int status) {}
}
