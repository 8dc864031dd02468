package io.countersign.edge.tls;

import io.countersign.core.trust.CertificateChain;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// How the TLS listeners are set up: TLS 1.2 and 1.3, HTTP/1.1, limits on all that a client sends before it is known.
public final class TlsListeners {
    /// The longest header of a request, `X-Ssl-Cert-Chain` of 64 KiB included.
    public static final int HEADER_BYTES_MAX = 80 * 1024;

    private static final int REQUEST_LINE_BYTES_MAX = 8 * 1024;
    private static final int HANDSHAKE_SECONDS_MAX = 10;
    private static final int IDLE_SECONDS_MAX = 60;
    private static final int ACCEPT_BACKLOG = 4096;

    /// How many certificates of a client the JDK's engine reads, 8 if not told otherwise. It looks once, before its
    /// first handshake.
    private static final String JDK_CERTIFICATES_MAX = "jdk.tls.server.maxInboundCertificateChainLength";

    private final List<ServerCertificate> certificates;
    private final boolean nativeEngine;

    /// @param certificates of different kinds of keys; a client is shown the first that it takes
    /// @param nativeEngine BoringSSL, else the JDK's TLS engine
    public TlsListeners(List<ServerCertificate> certificates, boolean nativeEngine) {
        this.certificates = List.copyOf(certificates);
        this.nativeEngine = nativeEngine;
        if (!nativeEngine && System.getProperty(JDK_CERTIFICATES_MAX) == null) {
            System.setProperty(JDK_CERTIFICATES_MAX, Integer.toString(CertificateChain.CERTIFICATES_MAX));
        }
    }

    /// Whether BoringSSL loads on this machine.
    public static boolean isNativeAvailable() {
        return OpenSSLEngineOptions.isAvailable();
    }

    /// The device listener: asks for a client certificate but requires none, with an empty CA list.
    ///
    /// Its answers are short, so that whoever takes none of them soon sends nothing either: what is sent need not
    /// be timed as well, which would cost each answer a listener.
    public HttpServerOptions forDevices(String address, int port) {
        return listener(address, port)
                .setReadIdleTimeout(IDLE_SECONDS_MAX)
                .setClientAuth(ClientAuth.REQUEST)
                .setTrustOptions(TrustOptions.wrap(new AnyCertificate()));
    }

    /// The API listener: asks for no client certificate.
    public HttpServerOptions forApi(String address, int port) {
        return listener(address, port).setIdleTimeout(IDLE_SECONDS_MAX);
    }

    private HttpServerOptions listener(String address, int port) {
        return new HttpServerOptions()
                .setHost(address)
                .setPort(port)
                .setSsl(true)
                .setUseAlpn(false)
                .setSslEngineOptions(nativeEngine ? new NativeEngine(certificates) : new JdkEngine())
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setKeyCertOptions(keyCertOptions())
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS_MAX)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setPerFrameWebSocketCompressionSupported(false) // nothing here speaks WebSocket
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setHandle100ContinueAutomatically(true)
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .setTcpNoDelay(true);
    }

    private PemKeyCertOptions keyCertOptions() {
        var options = new PemKeyCertOptions();
        for (ServerCertificate certificate : certificates) {
            options.addCertValue(Buffer.buffer(certificate.chainPem()));
            options.addKeyValue(Buffer.buffer(certificate.keyPem()));
        }
        return options;
    }
}
