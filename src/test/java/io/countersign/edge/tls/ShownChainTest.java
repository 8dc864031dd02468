package io.countersign.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.core.trust.CertificateChain;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a client showed is read once for a session, and for each other header anew.
class ShownChainTest {
    private static final TestCa ROOT = TestCa.root("Root");
    private static final TestCa ISSUING = ROOT.issuing("Issuing");
    private static final TestDevice PUMP = ISSUING.device("pump-1");

    private static SSLSession session;
    private static SSLServerSocket listener;
    private static SSLSocket accepted;
    private static SSLSocket connected;

    /// Both ends show the same certificate: what counts is the session that the server sees.
    @BeforeAll
    static void a_handshake() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry(
                "device", PUMP.privateKey(), new char[0], new java.security.cert.Certificate[] {PUMP.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        context.init(keys.getKeyManagers(), new TrustManager[] {new AnyServer()}, null);
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(true);
        connected = (SSLSocket) context.getSocketFactory()
                .createSocket(java.net.InetAddress.getLoopbackAddress(), listener.getLocalPort());
        accepted = (SSLSocket) listener.accept();
        var client = Thread.ofVirtual().start(() -> {
            try {
                connected.getOutputStream().write("x".getBytes(StandardCharsets.US_ASCII));
            } catch (java.io.IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        });
        assertThat(accepted.getInputStream().read()).isEqualTo('x');
        client.join();
        session = accepted.getSession();
    }

    @AfterAll
    static void close() throws Exception {
        connected.close();
        accepted.close();
        listener.close();
    }

    private static Optional<String> header(TestCa... cas) {
        var text = new StringBuilder();
        for (TestCa ca : cas) {
            text.append(ca.pem().strip().replace('\n', ' ')).append(' ');
        }
        return Optional.of(text.toString().strip());
    }

    @Test
    void the_same_header_is_read_once() throws Exception {
        CertificateChain bare = ShownChain.read(session, Optional.empty()).orElseThrow();

        assertThat(ShownChain.read(session, Optional.empty()).orElseThrow()).isSameAs(bare);
        assertThat(bare.leaf()).isEqualTo(PUMP.certificate());
        assertThat(bare.candidates()).isEmpty();
    }

    @Test
    void another_header_is_another_chain() throws Exception {
        CertificateChain one = ShownChain.read(session, header(ISSUING)).orElseThrow();
        assertThat(one.candidates()).containsExactly(ISSUING.certificate());
        assertThat(ShownChain.read(session, header(ISSUING)).orElseThrow()).isSameAs(one);

        assertThat(ShownChain.read(session, header(ISSUING, ROOT)).orElseThrow().candidates())
                .containsExactly(ISSUING.certificate(), ROOT.certificate());
        assertThat(ShownChain.read(session, Optional.empty()).orElseThrow().candidates())
                .isEmpty();
        assertThatThrownBy(() -> ShownChain.read(session, Optional.of("garbage")))
                .isInstanceOf(ChainUnreadable.class);
        assertThatThrownBy(() -> ShownChain.read(session, Optional.of("garbage")))
                .isInstanceOf(ChainUnreadable.class);
    }

    /// White space counts for nothing in a header, so it makes one of any length.
    @Test
    void a_long_header_is_read_each_time() throws Exception {
        Optional<String> padded = header(ISSUING).map(text -> text + " ".repeat(16 * 1024));

        CertificateChain one = ShownChain.read(session, padded).orElseThrow();
        CertificateChain again = ShownChain.read(session, padded).orElseThrow();

        assertThat(again).isNotSameAs(one);
        assertThat(again.digest()).isEqualTo(one.digest());
    }
}
