package io.countersign.edge.http;

import io.countersign.edge.telemetry.RequestLine;
import io.countersign.edge.telemetry.Telemetry;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its one answer: writes the answer, then the log line and the figures. Used on the request's event
/// loop only.
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final String JSON = "application/json;charset=UTF-8";
    private static final String VENDOR = "application/vnd.com.nsn.cumulocity.";
    private static final String ERROR_TYPE = VENDOR + "error+json;ver=0.9;charset=UTF-8";
    private static final int RETRY_SECONDS_MIN = 5;
    private static final int RETRY_SECONDS_MAX = 15;

    /// Headers in the form in which they go out.
    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");

    private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");

    private final HttpServerRequest request;
    private final Listener listener;
    private final String route;
    private final Instant now;
    private final long startNanos = System.nanoTime();
    private final RequestLine line = new RequestLine();

    /// What all requests of a listener share.
    ///
    /// @param name `device` or `api`
    record Listener(String name, Telemetry telemetry) {}

    Exchange(HttpServerRequest request, Listener listener, String route, Instant now) {
        this.request = request;
        this.listener = listener;
        this.route = route;
        this.now = now;
        line.with("listener", listener.name())
                .with("method", request.method().name())
                .with("route", route)
                .with("remote", remote());
    }

    HttpServerRequest request() {
        return request;
    }

    /// When the request came in: the one reading of the clock that everything is judged by.
    Instant now() {
        return now;
    }

    RequestLine line() {
        return line;
    }

    String remote() {
        return request.remoteAddress() == null
                ? "unknown"
                : request.remoteAddress().hostAddress();
    }

    /// Host and port that the client asked for; empty if it named none.
    String authority() {
        HostAndPort authority = request.authority();
        return authority == null ? "" : authority.toString();
    }

    /// Whether nobody waits for the answer any more.
    boolean isGone() {
        return request.response().closed();
    }

    /// Runs something once when the request was answered or its connection is gone.
    void whenOver(Runnable action) {
        var isOver = new AtomicBoolean();
        Handler<Void> once = _ -> {
            if (isOver.compareAndSet(false, true)) {
                action.run();
            }
        };
        request.response().endHandler(once).closeHandler(once);
    }

    void answer(Answer answer) {
        HttpServerResponse response = start(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.body().isEmpty() || isBodyUnwanted(answer)) {
            end(response, Buffer.buffer());
            return;
        }
        if (!answer.headers().containsKey(Answer.CONTENT_TYPE)) {
            response.putHeader(CONTENT_TYPE, answer.isRefusal() ? ERROR_TYPE : contentType(answer.type()));
        }
        end(response, Buffer.buffer(answer.bytes()));
    }

    /// Answers with a JSON text that is ready.
    void answer(String vendorType, String json) {
        HttpServerResponse response = start(200).putHeader(CONTENT_TYPE, contentType(vendorType));
        end(response, Buffer.buffer(json));
    }

    void refuse(Problem problem) {
        refuse(problem, Map.of());
    }

    void refuse(Problem problem, Map<String, String> headers) {
        if (request.response().ended() || request.response().headWritten()) {
            return;
        }
        line.with("reason", problem.reason());
        HttpServerResponse response = start(problem.status()).putHeader(CONTENT_TYPE, ERROR_TYPE);
        headers.forEach(response::putHeader);
        end(response, Buffer.buffer(Json.write(problem.body())));
    }

    /// Too many requests wait: come back later, and not all at the same moment.
    void refuseForLoad() {
        refuse(
                Problem.of(503, "general/Service Unavailable", "The server is busy.", "busy")
                        .hint("Try again after the number of seconds in Retry-After."),
                Map.of(
                        "Retry-After",
                        Integer.toString(
                                ThreadLocalRandom.current().nextInt(RETRY_SECONDS_MIN, RETRY_SECONDS_MAX + 1))));
    }

    /// A fault of ours: the log has the cause, the client does not.
    void fail(Throwable fault) {
        LOG.error("a request could not be answered", fault);
        refuse(Problem.of(500, "general/Internal Error", "The request could not be answered.", "internal"));
    }

    private HttpServerResponse start(int status) {
        return request.response()
                .setStatusCode(status)
                .putHeader(CACHE_CONTROL, NO_STORE)
                .putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF);
    }

    private void end(HttpServerResponse response, Buffer body) {
        if (isBodyComing()) {
            response.putHeader("Connection", "close"); // it is not read to its end
        }
        response.end(body);
        request.resume(); // what still comes of a body is dropped; some clients read no answer before they have sent
        // all
        var took = Duration.ofNanos(System.nanoTime() - startNanos);
        line.write(response.getStatusCode(), took);
        listener.telemetry().answered(listener.name(), route, response.getStatusCode(), took);
    }

    private boolean isBodyComing() {
        String length = request.getHeader("Content-Length");
        boolean announced = request.getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
        return announced && !request.isEnded();
    }

    /// A write without `Accept` is answered without a body (contract.md 6).
    private boolean isBodyUnwanted(Answer answer) {
        boolean writes =
                request.method().equals(HttpMethod.POST) || request.method().equals(HttpMethod.PUT);
        return writes && answer.status() < 300 && request.getHeader("Accept") == null;
    }

    private String contentType(String vendorType) {
        String accept = request.getHeader("Accept");
        boolean vendorAsked = accept != null && accept.contains("vnd.com.nsn.cumulocity");
        return vendorAsked && !vendorType.isEmpty() ? VENDOR + vendorType + "+json;ver=0.9;charset=UTF-8" : JSON;
    }
}
