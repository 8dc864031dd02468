package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.RunningServer;
import io.countersign.ServerAddress;
import io.countersign.edge.config.Settings.Engine;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Handshakes that are cut, broken or stuffed, with both engines.
class HostileHandshakeJourneyTest {
    private static final TestCa CA = TestCa.root("Handshake Root");
    private static final List<Engine> ENGINES = List.of(Engine.NATIVE, Engine.JDK);
    private static final Map<Engine, RunningServer> SERVERS = new EnumMap<>(Engine.class);

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        for (Engine engine : ENGINES) {
            RunningServer server = RunningServer.in(folder.resolve(engine.name()), engine);
            SERVERS.put(engine, server);
            try (ApiClient acme = ApiClient.ofOperator(server).createTenant("acme", "acme.example")) {
                acme.trust("acme", CA).expecting(201);
            }
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(RunningServer::close);
    }

    @AfterEach
    void an_honest_device_is_still_served() throws IOException {
        for (Engine engine : ENGINES) {
            SSLContext honest = DeviceClient.context(server(engine), CA.device("honest"));
            try (OpenConnection connection = OpenConnection.open(server(engine), honest, "TLSv1.3")) {
                assertThat(connection.askForToken().owner()).isEqualTo("acme/device_honest");
            }
        }
    }

    private static RunningServer server(Engine engine) {
        return Objects.requireNonNull(SERVERS.get(engine));
    }

    /// CVE-2026-32305, CVE-2026-75595: a hello in pieces is the same hello, and the client is still asked who it is.
    @ParameterizedTest
    @CsvSource({"NATIVE, TLSv1.2", "NATIVE, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
    void a_hello_in_pieces_is_asked_for_its_certificate_all_the_same(Engine engine, String tls) throws IOException {
        try (SplitHello relay = SplitHello.before(server(engine))) {
            SSLContext device = DeviceClient.context(relay, CA.device("pump-1"));
            try (OpenConnection connection = OpenConnection.open(relay, device, tls)) {
                assertThat(connection.askForToken().owner()).isEqualTo("acme/device_pump-1");
            }
            try (OpenConnection nobody = OpenConnection.open(relay, DeviceClient.contextWithoutKey(relay), tls)) {
                nobody.askForToken().expecting(401, "no_client_certificate");
            }
            SSLContext stranger =
                    DeviceClient.context(relay, TestCa.root("Stranger").device("pump-1"));
            try (OpenConnection connection = OpenConnection.open(relay, stranger, tls)) {
                connection.askForToken().expecting(401, "untrusted");
            }
        }
    }

    /// Nothing, an alert, SSL 2, TLS 1.0, a record without end, one of another type, a hello cut off.
    static Stream<String> noHellos() {
        return Stream.of(
                "",
                "15030100020228",
                "802e0100020015000000100100800700c0030080060040020080040080",
                "160301002d010000290301" + "00".repeat(32) + "000002002f0100",
                "1603ffffff" + "41".repeat(2000),
                "170303000548656c6c6f",
                "16030100050100000100",
                "1603010000".repeat(50),
                "474554202f20485454502f312e310d0a0d0a");
    }

    @ParameterizedTest
    @MethodSource("noHellos")
    void what_is_no_hello_ends_the_connection(String hex) throws IOException {
        for (Engine engine : ENGINES) {
            assertThat(answerTo(server(engine), HexFormat.of().parseHex(hex)))
                    .as("what comes back is at most an alert")
                    .hasSizeLessThan(100);
        }
    }

    private static byte[] answerTo(RunningServer server, byte[] bytes) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.devicePort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            return new byte[0];
        }
    }

    /// GHSA-fh2r-99q2-6mmg: ten certificates are looked at, a thousand end the handshake. In a process of its own,
    /// since the JDK reads its limit once.
    @ParameterizedTest
    @CsvSource({"native, TLSv1.2", "native, TLSv1.3", "jdk, TLSv1.2", "jdk, TLSv1.3"})
    void ten_certificates_in_the_handshake_are_read_and_a_thousand_are_not(
            String engine, String tls, @TempDir Path data) throws IOException {
        TestDevice pump = CA.device("pump-1");
        try (ServerProcess process = ServerProcess.serve(data, "--tls-engine", engine)) {
            ServerAddress server = process.address(data);
            try (ApiClient acme = ApiClient.ofOperator(server).createTenant("acme", "acme.example")) {
                acme.trust("acme", CA).expecting(201);
            }
            SSLContext good = DeviceClient.contextOf(server, pump.privateKey(), withStrangers(pump, 9));
            try (OpenConnection connection = OpenConnection.open(server, good, tls)) {
                assertThat(connection.askForToken().owner()).isEqualTo("acme/device_pump-1");
            }
            SSLContext stuffed = DeviceClient.contextOf(server, pump.privateKey(), withStrangers(pump, 999));
            assertThatThrownBy(() -> {
                        try (OpenConnection connection = OpenConnection.open(server, stuffed, tls)) {
                            connection.askForToken();
                        }
                    })
                    .isInstanceOf(IOException.class);
            try (OpenConnection connection = OpenConnection.open(server, good, tls)) {
                assertThat(connection.askForToken().owner()).isEqualTo("acme/device_pump-1");
            }
        }
    }

    private static X509Certificate[] withStrangers(TestDevice first, int count) {
        TestCa ca = TestCa.root("Many");
        return Stream.concat(
                        Stream.of(first.certificate()),
                        IntStream.range(0, count)
                                .mapToObj(i -> ca.device("stranger-" + i).certificate()))
                .toArray(X509Certificate[]::new);
    }

    /// CVE-2026-21945, keycloak #46742, CVE-2023-28857: nothing that a certificate names is fetched, trusted or not.
    @ParameterizedTest
    @CsvSource({"NATIVE, TLSv1.2", "NATIVE, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
    void no_address_in_a_certificate_is_visited(Engine engine, String tls) throws IOException {
        try (ServerSocketChannel canary = ServerSocketChannel.open()) {
            canary.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            canary.configureBlocking(false);
            String address = "http://127.0.0.1:" + canary.socket().getLocalPort() + "/";

            try (OpenConnection trusted = OpenConnection.open(
                    server(engine), DeviceClient.context(server(engine), pointing(CA, address)), tls)) {
                assertThat(trusted.askForToken().owner()).isEqualTo("acme/device_pump-1");
            }
            TestDevice stranger = pointing(TestCa.root("Stranger"), address);
            try (OpenConnection untrusted =
                    OpenConnection.open(server(engine), DeviceClient.context(server(engine), stranger), tls)) {
                untrusted.askForToken().expecting(401, "untrusted");
            }
            assertThat(canary.accept()).as("nobody came").isNull();
        }
    }

    private static TestDevice pointing(TestCa ca, String address) {
        var name = new GeneralName(GeneralName.uniformResourceIdentifier, address);
        var points = new DistributionPoint(new DistributionPointName(new GeneralNames(name)), null, null);
        return ca.device(
                "pump-1",
                spec -> spec.extension(
                                Extension.authorityInfoAccess,
                                false,
                                new AuthorityInformationAccess(new AccessDescription[] {
                                    new AccessDescription(AccessDescription.id_ad_caIssuers, name),
                                    new AccessDescription(AccessDescription.id_ad_ocsp, name)
                                }))
                        .extension(
                                Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {points
                                })));
    }
}
