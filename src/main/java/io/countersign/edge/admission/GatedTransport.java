package io.countersign.edge.admission;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.net.TcpOption;
import io.vertx.core.transport.Transport;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// A transport that puts a gate in front of whatever listens, has its connections accepted where that costs least, and
/// is else the one that it stands for.
final class GatedTransport implements Transport, io.vertx.core.spi.transport.Transport {
    private final Transport transport;
    private final io.vertx.core.spi.transport.Transport implementation;
    private final ConnectionGate gate;
    private @Nullable EventLoopGroup serving;

    GatedTransport(Transport transport, ConnectionGate gate) {
        this.transport = transport;
        this.implementation = transport.implementation();
        this.gate = gate;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean isDomainSocket) {
        ChannelFactory<? extends ServerChannel> factory = implementation.serverChannelFactory(isDomainSocket);
        return () -> {
            ServerChannel listener = factory.newChannel();
            listener.config().setRecvByteBufAllocator(whoeverWaits());
            if (serving != null) {
                listener.pipeline().addLast(new AcceptingPlace(serving.next(), gate::isLimited));
            }
            listener.pipeline().addLast(gate);
            return listener;
        };
    }

    /// Else one connection is accepted in each round of an event loop, however many wait.
    private static RecvByteBufAllocator whoeverWaits() {
        return new ServerChannelRecvByteBufAllocator()
                .respectMaybeMoreData(false)
                .maxMessagesPerRead(AcceptingPlace.CROWD);
    }

    @Override
    public String name() {
        return transport.name();
    }

    @Override
    public boolean available() {
        return transport.available();
    }

    @Override
    public Throwable unavailabilityCause() {
        return transport.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return this;
    }

    @Override
    public boolean supportsDomainSockets() {
        return implementation.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return implementation.supportFileRegion();
    }

    @Override
    public boolean isAvailable() {
        return implementation.isAvailable();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return implementation.convert(address);
    }

    @Override
    public SocketAddress convert(java.net.SocketAddress address) {
        return implementation.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return implementation.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        EventLoopGroup made = implementation.eventLoopGroup(type, threads, factory, ioRatio);
        if (type == IO_EVENT_LOOP_GROUP && threads > 1) { // of a loop that is alone, nobody else sees that it is late
            serving = made;
        }
        return made;
    }

    @Override
    @SuppressWarnings("deprecation") // the parameter's type is what the interface says
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return implementation.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
        return implementation.datagramChannelFactory();
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean isDomainSocket) {
        return implementation.channelFactory(isDomainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        implementation.configure(channel, options);
    }

    @Override
    public void configure(TcpConfig options, boolean isDomainSocket, Bootstrap bootstrap) {
        implementation.configure(options, isDomainSocket, bootstrap);
    }

    @Override
    public void configure(TcpConfig options, boolean isDomainSocket, ServerBootstrap bootstrap) {
        implementation.configure(options, isDomainSocket, bootstrap);
        if (Boolean.TRUE.equals(options.getOption(TcpOption.NODELAY))) {
            bootstrap.childOption(ChannelOption.TCP_NODELAY, null); // Netty tells each connection so by itself
        }
        if (!options.isSoKeepAlive()) {
            bootstrap.childOption(ChannelOption.SO_KEEPALIVE, null); // as each new one is
        }
    }
}
