package io.countersign.edge.telemetry;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;

/// The management listener: `/health/live`, `/health/ready`, `/metrics` (product.md 2).
public final class ManagementFace implements Handler<HttpServerRequest> {
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry metrics;
    private final BooleanSupplier isReady;

    /// @param isReady whether the server can answer token requests
    public ManagementFace(PrometheusMeterRegistry metrics, BooleanSupplier isReady) {
        this.metrics = metrics;
        this.isReady = isReady;
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
                answer(request, ready ? 200 : 503, JSON, "{\"status\":\"" + (ready ? "ready" : "not ready") + "\"}");
            }
            case "/metrics" -> answer(request, 200, PROMETHEUS_TEXT, metrics.scrape());
            case null, default -> answer(request, 404, JSON, "{\"status\":\"not found\"}");
        }
    }

    private static void answer(HttpServerRequest request, int status, String type, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }
}
