package io.countersign.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.ChainUnreadable;
import io.countersign.core.trust.ShownChain;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a client showed is gathered once for a session, and for each other header anew.
class HandshakeChainTest {
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

    private static ShownChain take(Optional<String> header) throws ChainUnreadable {
        return HandshakeChain.take(session, header).orElseThrow();
    }

    private static String block(byte[] content) {
        return "-----BEGIN CERTIFICATE----- " + Base64.getEncoder().encodeToString(content)
                + " -----END CERTIFICATE-----";
    }

    @Test
    void the_same_header_is_taken_once() throws Exception {
        ShownChain bare = take(Optional.empty());

        assertThat(take(Optional.empty())).isSameAs(bare);
        assertThat(bare.read().leaf()).isEqualTo(PUMP.certificate());
        assertThat(bare.read().candidates()).isEmpty();
    }

    @Test
    void another_header_is_another_chain() throws Exception {
        ShownChain one = take(header(ISSUING));
        assertThat(one.read().candidates()).containsExactly(ISSUING.certificate());
        assertThat(take(header(ISSUING))).isSameAs(one);

        assertThat(take(header(ISSUING, ROOT)).read().candidates())
                .containsExactly(ISSUING.certificate(), ROOT.certificate());
        assertThat(take(Optional.empty()).read().candidates()).isEmpty();
        assertThatThrownBy(() -> take(Optional.of("garbage"))).isInstanceOf(ChainUnreadable.class);
        assertThatThrownBy(() -> take(Optional.of("garbage"))).isInstanceOf(ChainUnreadable.class);
    }

    /// White space counts for nothing in a header, so it makes one of any length.
    @Test
    void a_long_header_is_taken_each_time() throws Exception {
        Optional<String> padded = header(ISSUING).map(text -> text + " ".repeat(16 * 1024));

        ShownChain one = take(padded);
        ShownChain again = take(padded);

        assertThat(again).isNotSameAs(one);
        assertThat(again.digest()).isEqualTo(one.digest());
    }

    @Test
    void a_chain_is_known_by_its_certificates_read_or_not_and_each_counts_once() throws Exception {
        CertificateChain read = CertificateChain.of(PUMP.certificate(), List.of(ISSUING.certificate()));

        assertThat(take(header(ISSUING)).digest()).isEqualTo(read.digest());
        assertThat(take(header(ISSUING, ISSUING)).digest()).isEqualTo(read.digest());
        assertThat(take(header(ROOT)).digest()).isNotEqualTo(read.digest());
    }

    /// Else what is remembered of one chain would count for another, which nobody has read.
    @Test
    void two_certificates_in_one_block_are_another_chain_and_unreadable() throws Exception {
        var joined = new ByteArrayOutputStream();
        joined.write(ISSUING.certificate().getEncoded());
        joined.write(ROOT.certificate().getEncoded());

        ShownChain shown = take(Optional.of(block(joined.toByteArray())));

        assertThat(shown.digest()).isNotEqualTo(take(header(ISSUING, ROOT)).digest());
        assertThatThrownBy(shown::read)
                .isInstanceOf(ChainUnreadable.class)
                .hasMessage("Block 1 of X-Ssl-Cert-Chain is followed by something else.");
    }

    @Test
    void what_is_no_certificate_is_told_when_it_is_read() throws Exception {
        ShownChain shown = take(header(ISSUING).map(text -> text + block(new byte[] {0x30, 0x00})));

        assertThatThrownBy(shown::read)
                .isInstanceOf(ChainUnreadable.class)
                .hasMessage("Block 2 of X-Ssl-Cert-Chain is not a certificate.");
    }

    @Test
    void ten_different_certificates_are_read_and_eleven_are_not() throws Exception {
        TestCa[] cas = IntStream.range(0, CertificateChain.CERTIFICATES_MAX)
                .mapToObj(i -> TestCa.root("Root " + i))
                .toArray(TestCa[]::new);

        assertThat(take(header(Arrays.copyOf(cas, cas.length - 1))).read().candidates())
                .hasSize(CertificateChain.CERTIFICATES_MAX - 1);
        ShownChain more = take(header(cas));
        assertThatThrownBy(more::read)
                .isInstanceOf(ChainUnreadable.class)
                .hasMessage("At most 10 different certificates may be shown.");
    }
}
