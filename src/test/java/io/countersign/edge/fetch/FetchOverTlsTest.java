package io.countersign.edge.fetch;

import static io.countersign.edge.fetch.Fetching.BYTES_MAX;
import static io.countersign.edge.fetch.Fetching.assertThatFailed;
import static io.countersign.edge.fetch.Fetching.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.fetch.Fetched.Reason;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.OutsideServer;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.StandardConstants;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// `https`: the connection goes to a checked address, the certificate must be for the name.
class FetchOverTlsTest {
    private static final char[] NO_PASSWORD = {};
    private static final TestCa CA = TestCa.root("Web CA");
    private static final Vertx VERTX = Vertx.vertx();
    private static final GuardedFetch FETCH = Fetching.trusting(
            VERTX,
            new PemTrustOptions().addCertValue(Buffer.buffer(CA.pem())),
            Map.of("crl.example", List.of("127.0.0.1"), "localhost", List.of("127.0.0.1")));

    @AfterAll
    static void close() {
        FETCH.close();
        VERTX.close().await();
    }

    @Test
    void a_certificate_for_the_name_is_good() throws Exception {
        try (var server = server(CA.device("Web", forName("crl.example")))) {
            assertThat(text(get(server, "crl.example"))).isEqualTo("crl");
            assertThat(text(get(server, "CRL.example."))).isEqualTo("crl");
        }
    }

    @Test
    void the_server_is_told_which_name_is_meant() throws Exception {
        var told = new ArrayList<String>();
        try (var server = server(CA.device("Web", forName("crl.example")), new AnyName(told))) {
            assertThat(text(get(server, "CRL.example."))).isEqualTo("crl");
            assertThat(told).containsOnly("crl.example");
        }
    }

    /// Takes every name and writes it down.
    private static final class AnyName extends SNIMatcher {
        private final List<String> told;

        AnyName(List<String> told) {
            super(StandardConstants.SNI_HOST_NAME);
            this.told = told;
        }

        @Override
        public boolean matches(SNIServerName name) {
            told.add(new String(name.getEncoded(), StandardCharsets.US_ASCII));
            return true;
        }
    }

    @Test
    void one_for_the_address_alone_is_not() throws Exception {
        try (var server = server(CA.device("Web", forAddress("127.0.0.1")))) {
            assertThatFailed(get(server, "crl.example"), Reason.TLS);
            assertThat(text(get(server, "127.0.0.1"))).isEqualTo("crl");
        }
    }

    @Test
    void one_for_another_name_is_not() throws Exception {
        try (var server = server(CA.device("crl.example", forName("other.example")))) {
            assertThatFailed(get(server, "crl.example"))
                    .satisfies(failed -> assertThat(failed.reason()).isEqualTo(Reason.TLS))
                    .satisfies(failed -> assertThat(failed.detail()).startsWith("TLS with 'crl.example' failed: "));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void one_of_a_stranger_or_out_of_time_is_not() throws Exception {
        TestCa stranger = TestCa.root("Web CA");
        try (var foreign = server(stranger.device("Web", forName("crl.example")));
                var expired = server(CA.device(
                        "Web", spec -> forName("crl.example").apply(spec).expired()))) {
            assertThatFailed(get(foreign, "crl.example"), Reason.TLS);
            assertThatFailed(get(expired, "crl.example"), Reason.TLS);
            assertThat(foreign.requests()).isEmpty();
            assertThat(expired.requests()).isEmpty();
        }
    }

    @Test
    void the_jdk_list_of_cas_is_what_counts_without_a_word() throws Exception {
        try (var server = server(CA.device("Web", forName("crl.example")));
                var fetch = new GuardedFetch(
                        VERTX,
                        Fetching.guard(Map.of("crl.example", List.of("127.0.0.1")), "127.0.0.1"),
                        Fetching.PATIENT,
                        Optional.empty())) {
            assertThatFailed(fetch.get(server.uri("crl.example", "/"), Freshness.NONE, BYTES_MAX), Reason.TLS);
        }
    }

    @Test
    void a_server_that_speaks_no_tls_is_told() throws Exception {
        try (var listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = threads.submit(() -> {
                try (Socket socket = listener.accept()) {
                    socket.getOutputStream().write(OutsideServer.text("HTTP/1.1 400 Bad Request", ""));
                    return socket.getInputStream().read();
                }
            });
            URI uri = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/");

            assertThatFailed(FETCH.get(uri, Freshness.NONE, BYTES_MAX), Reason.TLS);
        }
    }

    @Test
    void a_server_that_never_shakes_hands_ends_by_time() throws Exception {
        try (var listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                var fetch = Fetching.withLimits(VERTX, Fetching.IMPATIENT, "127.0.0.1")) {
            URI uri = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/");

            assertThatFailed(fetch.get(uri, Freshness.NONE, BYTES_MAX), Reason.TIMEOUT);
        }
    }

    private static Fetched get(OutsideServer server, String host) throws InterruptedException {
        return FETCH.get(server.uri(host, "/"), Freshness.NONE, BYTES_MAX);
    }

    private static UnaryOperator<CertificateSpec> forName(String name) {
        return spec -> spec.purposes(KeyPurposeId.id_kp_serverAuth).dnsNames(name);
    }

    private static UnaryOperator<CertificateSpec> forAddress(String address) {
        return spec -> spec.purposes(KeyPurposeId.id_kp_serverAuth)
                .extension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.iPAddress, address)));
    }

    private static OutsideServer server(TestDevice identity, SNIMatcher... names)
            throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("web", identity.privateKey(), NO_PASSWORD, new Certificate[] {identity.certificate()});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, NO_PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        var listener = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 0, InetAddress.getLoopbackAddress());
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setSNIMatchers(List.of(names));
        listener.setSSLParameters(parameters);
        return OutsideServer.withTls(
                listener, (_, out) -> out.write(OutsideServer.text("HTTP/1.1 200 OK\nContent-Length: 3", "crl")));
    }
}
