package io.countersign.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How connections are accepted.
class GatedTransportTest {
    private static final int PATIENCE_SECONDS = 10;

    private static VertxInternal vertx(int loops) {
        return (VertxInternal) Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(loops))
                .withTransport(new ConnectionGate().transport())
                .build();
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void what_is_written_to_a_connection_is_sent_at_once() throws Exception {
        VertxInternal vertx = vertx(2);
        var isSentAtOnce = new CompletableFuture<Boolean>();
        int port = result(vertx.createNetServer()
                        .connectHandler(socket -> isSentAtOnce.complete(((NetSocketInternal) socket)
                                .channelHandlerContext()
                                .channel()
                                .config()
                                .getOption(ChannelOption.TCP_NODELAY)))
                        .listen(0, "localhost"))
                .actualPort();
        try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(client.isConnected()).isTrue();
            assertThat(isSentAtOnce.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            result(vertx.close());
        }
    }
}
