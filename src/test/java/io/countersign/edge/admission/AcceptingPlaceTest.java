package io.countersign.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A listener that greets who comes, with a thread to accept and two loops to serve.
class AcceptingPlaceTest {
    private static final int GREETING = 'h';
    private static final int PATIENCE_MILLIS = 10_000;

    private final ThreadFactory threads = new DefaultThreadFactory("test");
    private final GatedTransport transport = (GatedTransport) new ConnectionGate().transport();
    private final EventLoopGroup loops = transport.eventLoopGroup(GatedTransport.IO_EVENT_LOOP_GROUP, 2, threads, 100);
    private final EventLoopGroup own =
            transport.eventLoopGroup(GatedTransport.ACCEPTOR_EVENT_LOOP_GROUP, 1, threads, 100);
    private final Channel listener = new ServerBootstrap()
            .group(own, loops)
            .channelFactory(transport.serverChannelFactory(false))
            .childHandler(new ChannelInboundHandlerAdapter() {
                @Override
                public boolean isSharable() {
                    return true;
                }

                @Override
                public void channelActive(ChannelHandlerContext context) {
                    context.writeAndFlush(context.alloc().buffer().writeByte(GREETING))
                            .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
                }
            })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        listener.close().syncUninterruptibly();
        own.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).syncUninterruptibly();
        loops.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    private Socket connect() throws IOException {
        var client =
                new Socket(InetAddress.getLoopbackAddress(), ((InetSocketAddress) listener.localAddress()).getPort());
        client.setSoTimeout(PATIENCE_MILLIS);
        clients.add(client);
        return client;
    }

    private boolean isAcceptedBy(EventLoopGroup group) {
        EventExecutor place = listener.eventLoop();
        return listener.isRegistered()
                && StreamSupport.stream(group.spliterator(), false).anyMatch(place::equals);
    }

    private void standStillWhileSoManyCome(int count) throws Exception {
        var standsStill = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        listener.eventLoop().execute(() -> {
            standsStill.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(standsStill.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        List<Socket> coming = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                coming.add(connect());
            }
        } finally {
            goOn.countDown();
        }
        for (Socket client : coming) {
            assertThat(client.getInputStream().read()).isEqualTo(GREETING);
        }
    }

    @Test
    void while_few_come_a_loop_that_serves_accepts_them() throws Exception {
        await().until(() -> isAcceptedBy(loops));

        standStillWhileSoManyCome(AcceptingPlace.CROWD - 1);

        assertThat(connect().getInputStream().read()).isEqualTo(GREETING);
        assertThat(isAcceptedBy(loops)).isTrue();
    }

    @Test
    void in_a_crowd_a_thread_of_its_own_accepts_and_when_it_has_gone_a_loop_does_again() throws Exception {
        await().until(() -> isAcceptedBy(loops));

        standStillWhileSoManyCome(AcceptingPlace.CROWD);
        await().until(() -> isAcceptedBy(own));

        await().until(() -> {
            assertThat(connect().getInputStream().read()).isEqualTo(GREETING);
            return isAcceptedBy(loops);
        });
    }

    @Test
    void a_large_crowd_is_accepted_to_the_last_of_them() throws Exception {
        await().until(() -> isAcceptedBy(loops));

        standStillWhileSoManyCome(20 * AcceptingPlace.CROWD);

        assertThat(connect().getInputStream().read()).isEqualTo(GREETING);
    }

    /// Netty says that a channel is closed first, and takes it from its loop after that.
    @Test
    void a_listener_can_be_closed_wherever_it_is() {
        listener.close().syncUninterruptibly();

        assertThat(listener.isOpen()).isFalse();
        await().until(() -> !isAcceptedBy(loops) && !isAcceptedBy(own));
    }
}
