package io.countersign.edge.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.CertificateVerifier;
import io.netty.internal.tcnative.SSL;
import io.netty.internal.tcnative.SSLContext;
import io.netty.internal.tcnative.SSLCredential;
import io.netty.util.concurrent.Future;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/// BoringSSL, which has all that a handshake needs from its start on.
///
/// Left alone, Netty has each handshake come back to Java twice: to be given the server's certificate, which is always
/// the same, and to ask whether the client's is trusted, which is not decided there (`AnyCertificate`).
final class NativeEngine extends OpenSSLEngineOptions {
    private static final String NO_PASSWORD = "";

    /// How many tickets a client gets in a handshake of TLS 1.3, where BoringSSL would send two: a device opens one
    /// connection after the other, and each brings it the next ticket. They hold its chain, and are written and
    /// sent each time.
    private static final int TICKETS = 1;

    private final List<ServerCertificate> certificates;

    /// @param certificates what to show; the first that a client takes
    NativeEngine(List<ServerCertificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(SslProvider.OPENSSL, isSessionCacheEnabled()) {
            @Override
            public SslContext create() throws SSLException {
                SslContext context = super.create();
                prepare((ReferenceCountedOpenSslContext) context);
                return new Leaving(context);
            }
        };
    }

    private void prepare(ReferenceCountedOpenSslContext context) throws SSLException {
        long pointer = pointer(context);
        SSLContext.setUseTasks(pointer, false);
        SSLContext.setCertVerifyCallback(pointer, new AnyChain());
        SSLContext.setCertificateCallback(pointer, null);
        SSLContext.setNumTickets(pointer, TICKETS);
        try {
            for (ServerCertificate certificate : certificates) {
                long credential = credential(certificate);
                SSLContext.addCredential(pointer, credential);
                SSLCredential.free(credential);
            }
        } catch (Exception unusable) { // which exceptions these are is not told
            throw new SSLException("BoringSSL does not take a server certificate", unusable);
        }
    }

    private static long credential(ServerCertificate certificate) throws Exception {
        long chainText = bio(certificate.chainPem());
        long chain = SSL.parseX509Chain(chainText);
        long keyText = bio(certificate.keyPem());
        long key = SSL.parsePrivateKey(keyText, NO_PASSWORD);
        long credential = SSLCredential.newX509();
        SSLCredential.setCertChain(credential, chain);
        SSLCredential.setPrivateKey(credential, key);
        SSL.freePrivateKey(key);
        SSL.freeBIO(keyText);
        SSL.freeX509Chain(chain);
        SSL.freeBIO(chainText);
        return credential;
    }

    /// Netty keeps its pointer, which is not the one of BoringSSL's structure, to the classes that extend its own.
    private static long pointer(ReferenceCountedOpenSslContext context) throws SSLException {
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(ReferenceCountedOpenSslContext.class, MethodHandles.lookup());
            return (long) lookup.findVarHandle(ReferenceCountedOpenSslContext.class, "ctx", long.class)
                    .get(context);
        } catch (ReflectiveOperationException otherNetty) {
            throw new SSLException("this release of Netty keeps BoringSSL's context elsewhere", otherNetty);
        }
    }

    private static long bio(String pem) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocateDirect(pem.length())
                .put(pem.getBytes(StandardCharsets.US_ASCII))
                .flip();
        long bio = SSL.newMemBIO();
        SSL.bioWrite(bio, MemorySegment.ofBuffer(bytes).address(), pem.length());
        return bio;
    }

    /// Closes a connection when the client says that it does (RFC 5246, 7.2.1: at once, with an answer). Left alone,
    /// Netty answers, and then waits for the end of the client's bytes, which costs a round of the event loop.
    ///
    /// In TLS 1.3 the client may still read (RFC 8446, 6.1), but Netty's engine writes nothing after its answer.
    private static final class Leaving extends DelegatingSslContext {
        Leaving(SslContext context) {
            super(context);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            // as it is
        }

        @Override
        protected void initHandler(SslHandler handler) {
            handler.sslCloseFuture().addListener((Future<Channel> closed) -> {
                if (closed.isSuccess()) { // with the client's word, not by the loss of its connection
                    Channel channel = closed.getNow();
                    channel.eventLoop().execute(() -> close(channel)); // then the answer is on its way
                }
            });
        }

        private static void close(Channel channel) {
            channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }

    private static final class AnyChain extends CertificateVerifier {
        @Override
        public int verify(long ssl, byte[][] chain, String algorithm) {
            return X509_V_OK;
        }
    }
}
