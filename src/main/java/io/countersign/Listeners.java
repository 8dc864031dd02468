package io.countersign;

import io.countersign.edge.http.HttpFace;
import io.countersign.edge.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// The open ports: one server per event loop and listener, all of one listener on the same port.
final class Listeners implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(30);

    /// How long running requests may take to end when the server stops.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Telemetry telemetry;
    private final int eventLoops;
    private final List<HttpServer> servers = new ArrayList<>();

    Listeners(Vertx vertx, Telemetry telemetry, int eventLoops) {
        this.vertx = vertx;
        this.telemetry = telemetry;
        this.eventLoops = eventLoops;
    }

    /// Opens a TLS listener.
    ///
    /// @return the port it listens on
    /// @throws CannotListen if the port cannot be had
    int open(HttpServerOptions options, HttpFace face) throws CannotListen {
        return listen(options, () -> {
            HttpServer server = vertx.createHttpServer(options);
            server.requestHandler(face);
            server.invalidRequestHandler(face::refuseUnreadable);
            server.connectionHandler(_ -> telemetry.connected());
            server.exceptionHandler(_ -> telemetry.connectionFailed());
            return server;
        });
    }

    /// Opens a listener for plain HTTP.
    ///
    /// @return the port it listens on
    /// @throws CannotListen if the port cannot be had
    int openPlain(HttpServerOptions options, Handler<HttpServerRequest> face) throws CannotListen {
        return listen(options, () -> vertx.createHttpServer(options).requestHandler(face));
    }

    private int listen(HttpServerOptions options, Supplier<HttpServer> makeServer) throws CannotListen {
        int port = options.getPort();
        for (int i = 0; i < eventLoops; i++) {
            options.setPort(port);
            HttpServer server = makeServer.get();
            try {
                await(server.listen(), START_MAX);
            } catch (ExecutionException notFree) {
                throw new CannotListen(options.getHost(), port, notFree.getCause());
            } catch (TimeoutException stuck) {
                throw new CannotListen(options.getHost(), port, stuck);
            }
            servers.add(server);
            port = server.actualPort();
        }
        return port;
    }

    /// Accepts nothing new, lets running requests end, closes.
    @Override
    public void close() {
        List<Future<Void>> closing =
                servers.stream().map(server -> server.shutdown(GRACE)).toList();
        try {
            await(Future.join(closing), GRACE.plusSeconds(1));
            await(vertx.close(), GRACE);
        } catch (ExecutionException | TimeoutException notInTime) {
            // the process ends anyway; what was running had its time
            return;
        }
    }

    private static <T> void await(Future<T> future, Duration longest) throws ExecutionException, TimeoutException {
        try {
            future.toCompletionStage().toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        }
    }

    /// A port cannot be opened; the message is for the operator.
    static final class CannotListen extends Exception {
        private static final long serialVersionUID = 1L;

        CannotListen(String address, int port, Throwable cause) {
            super("Cannot listen on " + address + ":" + port + ": " + cause.getMessage() + ".", cause);
        }
    }
}
