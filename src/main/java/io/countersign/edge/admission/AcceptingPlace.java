package io.countersign.edge.admission;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides on which thread the connections to a listening socket are accepted (docs/decisions/0021).
///
/// One of the loops that serve does it while few come: a thread of its own has to be woken for each connection, and
/// then to wake a loop, which takes a seventh of what a resumed handshake costs. In a crowd the loop is busy, and who
/// waits to be accepted waits where [ConnectionGate] does not see it: then the thread that is there for nothing else
/// does it, and is not woken for each of them.
final class AcceptingPlace extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptingPlace.class);

    /// So many that wait in one round of a loop are a crowd.
    static final int CROWD = 16;

    /// How long a crowd has a thread of its own, and longer while the gate turns somebody away; if it has not gone by
    /// then, the loop sees it in its next round.
    static final Duration CROWDED = Duration.ofSeconds(2);

    private final EventLoop serving;
    private final BooleanSupplier isLimited;
    private @Nullable EventLoop own;
    private int waiting;
    private long since;

    /// @param serving the loop that accepts while few come
    /// @param isLimited whether the gate turns somebody away
    AcceptingPlace(EventLoop serving, BooleanSupplier isLimited) {
        this.serving = serving;
        this.isLimited = isLimited;
    }

    /// The socket listens, on the thread that is there to accept.
    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        own = context.channel().eventLoop();
        move(context.channel(), serving);
        super.channelActive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        waiting++;
        super.channelRead(context, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        int accepted = waiting;
        waiting = 0;
        if (own != null && serving.inEventLoop() && accepted >= CROWD) {
            since = System.nanoTime();
            move(context.channel(), own);
        } else if (!serving.inEventLoop()
                && System.nanoTime() - since > CROWDED.toNanos()
                && !isLimited.getAsBoolean()) {
            move(context.channel(), serving);
        }
        super.channelReadComplete(context);
    }

    private static void move(Channel listener, EventLoop to) {
        listener.deregister().addListener(_ -> {
            if (listener.isOpen()) {
                to.register(listener).addListener(moved -> {
                    if (!moved.isSuccess() && listener.isOpen()) {
                        LOG.error("a listening socket got lost: no new connections are accepted", moved.cause());
                    }
                });
            }
        });
    }
}
