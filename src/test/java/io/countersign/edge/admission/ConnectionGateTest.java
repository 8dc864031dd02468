package io.countersign.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.core.tenant.TenantId;
import io.countersign.edge.telemetry.Figure;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server with one event loop, which greets who comes, and stands still where a test makes it.
class ConnectionGateTest {
    private static final int GREETING = 'h';
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int MOMENT_MILLIS = 5;
    private static final int WINDOWS = 8;
    private static final InetAddress KNOWN = InetAddress.ofLiteral("127.0.0.2");

    private final ConnectionGate gate = new ConnectionGate();
    private final Vertx vertx = Vertx.builder()
            .with(new VertxOptions().setEventLoopPoolSize(1))
            .withTransport(gate.transport())
            .build();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<Socket> waiting = new ArrayList<>();

    private int listen() throws Exception {
        NetServer server = vertx.createNetServer().connectHandler(socket -> {
            socket.handler(_ -> awaitUninterruptibly(goOn));
            socket.write("h");
        });
        return server.listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : waiting) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private double figure(String name) {
        return gate.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(figure -> figure.value().getAsDouble())
                .sum();
    }

    private static boolean isGreeted(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket.getInputStream().read() == GREETING;
        } catch (IOException closed) {
            return false;
        }
    }

    /// Twice as many come as are let in at least, and wait; tells whether one of them was turned away.
    private boolean isSomebodyTurnedAway(int port) throws IOException {
        List<Socket> coming = new ArrayList<>();
        for (int i = 0; i < 2 * Admission.PER_WINDOW_MIN; i++) {
            coming.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        waiting.addAll(coming);
        for (Socket socket : coming) {
            if (isClosed(socket)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(MOMENT_MILLIS);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException waits) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void while_the_event_loop_stands_still_new_connections_are_closed_and_afterwards_let_in_again() throws Exception {
        int port = listen();
        gate.watch(port);
        assertThat(isGreeted(port)).isTrue();
        try (var stopping = new Socket(InetAddress.getLoopbackAddress(), port)) {
            stopping.getOutputStream().write(GREETING);
            await().until(() -> isSomebodyTurnedAway(port));
            assertThat(figure("countersign.connections.refused")).isPositive();
            assertThat(figure("countersign.connections.limited")).isOne();
        } finally {
            goOn.countDown();
        }

        await().until(() -> isGreeted(port));
    }

    @Test
    void in_a_crowd_of_strangers_who_comes_from_where_a_device_got_a_token_is_let_in() throws Exception {
        int port = listen();
        gate.watch(port);
        gate.remember(KNOWN.getHostAddress(), new TenantId("acme"));
        try (var stopping = new Socket(InetAddress.getLoopbackAddress(), port)) {
            stopping.getOutputStream().write(GREETING);
            await().until(() -> isSomebodyTurnedAway(port));

            var letIn = new ArrayList<Boolean>();
            await().pollInterval(Admission.WINDOW).until(() -> {
                isSomebodyTurnedAway(port);
                var known = new Socket(InetAddress.getLoopbackAddress(), port, KNOWN, 0);
                waiting.add(known);
                letIn.add(!isClosed(known));
                return letIn.size() == WINDOWS;
            });

            assertThat(letIn).filteredOn(isLetIn -> isLetIn).hasSizeGreaterThan(WINDOWS * 3 / 4);
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void a_port_that_is_not_watched_is_open_to_all() throws Exception {
        int port = listen();
        for (int i = 0; i < 5; i++) {
            assertThat(isGreeted(port)).isTrue();
        }
        assertThat(gate.figures()).extracting(Figure::name).hasSize(2);
        assertThat(figure("countersign.connections.refused")).isZero();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
