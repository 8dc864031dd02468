package io.countersign.edge.telemetry;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// The management listener: `/health/live`, `/health/ready`, `/metrics` (product.md 2).
public final class ManagementFace implements Handler<HttpServerRequest> {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry metrics;
    private final BooleanSupplier isReady;
    private final List<Figure> details;

    /// @param isReady whether the server can answer token requests
    /// @param details told with it: they do not make it less ready
    public ManagementFace(PrometheusMeterRegistry metrics, BooleanSupplier isReady, List<Figure> details) {
        this.metrics = metrics;
        this.isReady = isReady;
        this.details = List.copyOf(details);
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            answer(request, 405, JSON, "{\"status\":\"method not allowed\"}");
            return;
        }
        switch (request.path()) {
            case "/health/live" -> answer(request, 200, JSON, "{\"status\":\"live\"}");
            case "/health/ready" -> {
                boolean ready = isReady.getAsBoolean();
                answer(request, ready ? 200 : 503, JSON, readiness(ready));
            }
            case "/metrics" -> answer(request, 200, PROMETHEUS_TEXT, metrics.scrape());
            case null, default -> answer(request, 404, JSON, "{\"status\":\"not found\"}");
        }
    }

    /// With the names that the figures have as metrics.
    private String readiness(boolean ready) {
        return details.stream()
                .map(figure -> "\"" + figure.name().replace('.', '_') + "\":"
                        + Math.round(figure.value().getAsDouble()))
                .collect(Collectors.joining(
                        ",", "{\"status\":\"" + (ready ? "ready" : "not ready") + "\",\"details\":{", "}}"));
    }

    private static void answer(HttpServerRequest request, int status, String type, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }
}
