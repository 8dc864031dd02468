package io.countersign.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.pem.PemText;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the server shows: with each engine, each kind of key, and both versions of TLS.
class TlsListenersTest {
    private static final TestCa ISSUING = TestCa.root("Root").issuing("Issuing");

    /// A client that takes no EC signature takes none in a certificate either.
    private static final TestCa RSA_ISSUING = TestCa.root("RSA Root", spec -> spec.key(KeyType.RSA_2048));

    private static final TestDevice EC = ISSUING.device("localhost", spec -> spec.key(KeyType.P256));
    private static final TestDevice RSA = RSA_ISSUING.device("localhost", spec -> spec.key(KeyType.RSA_2048));

    /// Which signatures a client takes (RFC 8446, 4.2.3).
    enum Takes {
        EC("ecdsa_secp256r1_sha256"),
        RSA("rsa_pss_rsae_sha256", "rsa_pkcs1_sha256"),
        BOTH("ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256");

        private final String schemes;

        Takes(String... schemes) {
            this.schemes = String.join(",", schemes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P256, TLSv1.3, true", "P256, TLSv1.2, true",
        "P384, TLSv1.3, true", "P384, TLSv1.2, true",
        "RSA_2048, TLSv1.3, true", "RSA_2048, TLSv1.2, true",
        "P256, TLSv1.3, false", "P256, TLSv1.2, false",
        "RSA_2048, TLSv1.3, false", "RSA_2048, TLSv1.2, false",
    })
    void the_client_is_shown_the_certificate_and_its_issuer(KeyType type, String version, boolean isNative)
            throws Exception {
        TestDevice server = ISSUING.device("localhost", spec -> spec.key(type));

        SSLSession session =
                handshake(new TlsListeners(List.of(shown(server, ISSUING)), isNative), version, Takes.BOTH);

        assertThat(session.getProtocol()).isEqualTo(version);
        assertThat(session.getPeerCertificates()).containsExactly(server.certificate(), ISSUING.certificate());
    }

    @ParameterizedTest
    @CsvSource({
        "EC, TLSv1.3, true", "RSA, TLSv1.3, true", "BOTH, TLSv1.3, true",
        "EC, TLSv1.2, true", "RSA, TLSv1.2, true", "BOTH, TLSv1.2, true",
        "EC, TLSv1.3, false", "RSA, TLSv1.3, false", "BOTH, TLSv1.3, false",
        "EC, TLSv1.2, false", "RSA, TLSv1.2, false", "BOTH, TLSv1.2, false",
    })
    void who_takes_no_certificate_of_the_first_kind_is_shown_the_second(Takes takes, String version, boolean isNative)
            throws Exception {
        var listeners = new TlsListeners(List.of(shown(EC, ISSUING), shown(RSA, RSA_ISSUING)), isNative);

        SSLSession session = handshake(listeners, version, takes);

        assertThat(session.getPeerCertificates()[0])
                .isEqualTo(takes == Takes.RSA ? RSA.certificate() : EC.certificate());
    }

    private static ServerCertificate shown(TestDevice server, TestCa issuer) {
        List<X509Certificate> chain = List.of(server.certificate(), issuer.certificate());
        return new ServerCertificate(
                PemText.of(chain),
                server.keyPem(),
                server.certificate().getPublicKey().getAlgorithm(),
                List.of());
    }

    private static SSLSession handshake(TlsListeners listeners, String version, Takes takes) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer listener = vertx.createHttpServer(listeners.forDevices("127.0.0.1", 0))
                    .requestHandler(request -> request.response().end())
                    .listen()
                    .await(10, TimeUnit.SECONDS);
            return handshake(listener.actualPort(), version, takes);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private static SSLSession handshake(int port, String version, Takes takes) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyServer()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setSignatureSchemes(takes.schemes.split(","));
            if (takes == Takes.RSA) { // whoever takes no such signature offers no such suite either
                parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites())
                        .filter(suite -> !suite.contains("_ECDSA_"))
                        .toArray(String[]::new));
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession();
        }
    }
}
