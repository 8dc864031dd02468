package io.countersign.edge.admission;

import io.countersign.core.tenant.TenantId;
import io.countersign.edge.telemetry.Figure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.transport.Transport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands at the ports that devices and people come to, before TLS, and closes new connections while more come than can
/// be served: a handshake costs half a millisecond, to turn somebody away costs some microseconds, and who is turned
/// away knows at once. Connections that are open are left alone.
///
/// Whose device it is cannot be known before its certificate is seen; but whose device last got a token from the
/// address it comes from, can. So each tenant has a share of the places, and those of whom nothing is known have one
/// together.
@Sharable
public final class ConnectionGate extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGate.class);

    private final Admission admission = new Admission();
    private final KnownOrigins origins = new KnownOrigins();
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private final LongAdder turnedAway = new LongAdder();
    private volatile boolean wasLimited;

    /// The transport of this platform, with the gate at whatever listens.
    public Transport transport() {
        Transport fastest = Transport.nativeTransport();
        return new GatedTransport(fastest != null && fastest.available() ? fastest : Transport.NIO, this);
    }

    /// Watches a port from now on; others are open to all.
    public void watch(int port) {
        ports.add(port);
    }

    /// A device of a tenant got a token: others that come from there are likely to be the tenant's as well.
    ///
    /// @param address where its connection came from, in numbers
    public void remember(String address, TenantId tenant) {
        origins.remember(address, tenant);
    }

    /// What it counts.
    public List<Figure> figures() {
        return List.of(
                Figure.counter(
                        "countersign.connections.refused",
                        "New connections closed because more came than could be served",
                        turnedAway::sum),
                Figure.gauge(
                        "countersign.connections.limited",
                        "1 while some new connections are closed, else 0",
                        () -> isLimited() ? 1 : 0));
    }

    /// Whether some new connections are closed.
    boolean isLimited() {
        return admission.isLimited();
    }

    /// A connection was accepted.
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!(message instanceof Channel connection) || !isWatched(context.channel())) {
            super.channelRead(context, message);
            return;
        }
        long now = System.nanoTime();
        boolean isAdmitted = admission.admits(now, shareOf(connection));
        report(admission.isLimited());
        if (isAdmitted) {
            connection.pipeline().addLast(new Arrival(admission, now));
            super.channelRead(context, message);
        } else {
            turnedAway.increment();
            connection.unsafe().closeForcibly();
        }
    }

    private int shareOf(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress from && from.getAddress() != null
                ? origins.shareOf(from.getAddress())
                : KnownOrigins.STRANGERS;
    }

    private boolean isWatched(Channel listener) {
        return listener.localAddress() instanceof InetSocketAddress address && ports.contains(address.getPort());
    }

    private void report(boolean isLimited) {
        if (isLimited != wasLimited) {
            wasLimited = isLimited;
            if (isLimited) {
                LOG.warn("more connections come than can be served: some new ones are closed at once");
            } else {
                LOG.info("all new connections are let in again");
            }
        }
    }

    /// Tells when the event loop of a connection got round to it.
    private static final class Arrival extends ChannelInboundHandlerAdapter {
        private final Admission admission;
        private final long since;

        Arrival(Admission admission, long since) {
            this.admission = admission;
            this.since = since;
        }

        @Override
        public void channelRegistered(ChannelHandlerContext context) throws Exception {
            admission.served(System.nanoTime() - since);
            context.pipeline().remove(this);
            context.fireChannelRegistered();
        }
    }
}
