package io.countersign.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.pem.PemText;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the server shows is known to BoringSSL itself: with each kind of key, in both versions of TLS.
class NativeEngineTest {
    private static final TestCa ISSUING = TestCa.root("Root").issuing("Issuing");

    @ParameterizedTest
    @CsvSource({
        "P256, TLSv1.3", "P256, TLSv1.2",
        "P384, TLSv1.3", "P384, TLSv1.2",
        "RSA_2048, TLSv1.3", "RSA_2048, TLSv1.2",
    })
    void the_client_is_shown_the_certificate_and_its_issuer(KeyType type, String version) throws Exception {
        TestDevice server = ISSUING.device("localhost", spec -> spec.key(type));
        List<X509Certificate> chain = List.of(server.certificate(), ISSUING.certificate());

        SSLSession session = handshake(chain, server, version);

        assertThat(session.getProtocol()).isEqualTo(version);
        assertThat(session.getPeerCertificates()).containsExactly(chain.toArray(X509Certificate[]::new));
    }

    private static SSLSession handshake(List<X509Certificate> chain, TestDevice server, String version)
            throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer listener = vertx.createHttpServer(new TlsListeners(
                                    PemText.of(chain).getBytes(StandardCharsets.US_ASCII),
                                    server.keyPem().getBytes(StandardCharsets.US_ASCII),
                                    true)
                            .forDevices("127.0.0.1", 0))
                    .requestHandler(request -> request.response().end())
                    .listen()
                    .await(10, TimeUnit.SECONDS);
            return handshake(listener.actualPort(), version);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private static SSLSession handshake(int port, String version) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyServer()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            return socket.getSession();
        }
    }
}
