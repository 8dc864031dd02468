package io.countersign;

import io.countersign.edge.admission.ConnectionGate;
import io.countersign.edge.http.HttpFace;
import io.countersign.edge.telemetry.Telemetry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final ConnectionGate gate;
    private final int eventLoops;
    private final List<HttpServer> servers = new ArrayList<>();
    private int listeners;

    Listeners(Vertx vertx, Telemetry telemetry, ConnectionGate gate, int eventLoops) {
        this.vertx = vertx;
        this.telemetry = telemetry;
        this.gate = gate;
        this.eventLoops = eventLoops;
    }

    /// Looks whether a port can be had, before anything else is done.
    ///
    /// @throws CannotListen if not
    static void requireFree(String address, int port) throws CannotListen {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
        } catch (IOException notFree) {
            throw new CannotListen(address, port, notFree);
        }
    }

    /// Opens a TLS listener.
    ///
    /// @return the port it listens on
    /// @throws CannotListen if the port cannot be had
    int open(HttpServerOptions options, HttpFace face) throws CannotListen {
        int port = listen(options, () -> {
            HttpServer server = vertx.createHttpServer(options);
            server.requestHandler(face);
            server.invalidRequestHandler(face::refuseUnreadable);
            server.connectionHandler(_ -> telemetry.connected());
            server.exceptionHandler(_ -> telemetry.connectionFailed());
            return server;
        });
        gate.watch(port);
        return port;
    }

    /// Opens a listener for plain HTTP.
    ///
    /// @return the port it listens on
    /// @throws CannotListen if the port cannot be had
    int openPlain(HttpServerOptions options, Handler<HttpServerRequest> face) throws CannotListen {
        return listen(options, () -> vertx.createHttpServer(options).requestHandler(face));
    }

    private int listen(HttpServerOptions options, Supplier<HttpServer> makeServer) throws CannotListen {
        int wanted = options.getPort();
        SocketAddress address = wanted == 0
                ? SocketAddress.sharedRandomPort(++listeners, options.getHost()) // any free one, the same for all of it
                : SocketAddress.inetSocketAddress(wanted, options.getHost());
        var together = new ConcurrentLinkedQueue<HttpServer>();
        Supplier<Deployable> oneServer = () -> _ -> {
            HttpServer server = makeServer.get();
            together.add(server);
            return server.listen(address);
        };
        try {
            await(vertx.deployVerticle(oneServer, new DeploymentOptions().setInstances(eventLoops)), START_MAX);
        } catch (ExecutionException | TimeoutException notFree) {
            throw new CannotListen(options.getHost(), wanted, notFree);
        }
        servers.addAll(together);
        return together.element().actualPort();
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

        CannotListen(String address, int port, Exception failure) {
            super("Cannot listen on " + address + ":" + port + ": " + reason(failure) + ".", failure);
        }

        private static String reason(Exception failure) {
            String message = String.valueOf(Optional.ofNullable(failure.getCause())
                    .map(Throwable::getMessage)
                    .orElse(failure.getMessage()));
            if (message.contains("Address already in use")) {
                return "the port is in use";
            }
            return message.contains("Permission denied") ? "this user may not open the port" : message;
        }
    }
}
