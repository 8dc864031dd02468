package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.journeys.OpenConnection.Reply;
import io.countersign.testing.Pem;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a header says, a device is who its handshake proved, and its header helps to find a path and nothing else.
class HostileHeaderJourneyTest {
    private static final TestCa ROOT = TestCa.root("Header Journey Root");
    private static final TestCa ISSUING = ROOT.issuing("Header Journey Issuing");
    private static final TestDevice PUMP = ISSUING.device("pump");
    private static final TestDevice VICTIM = ROOT.device("victim");
    private static final TestDevice STRANGER =
            TestCa.root("Header Journey Stranger").device("stranger");
    private static final String CHAIN = "X-Ssl-Cert-Chain: ";

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static ApiClient acme;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        acme = ApiClient.ofOperator(server).createTenant("acme", "acme.example");
        acme.trust("acme", ROOT).expecting(201);
    }

    @AfterAll
    static void stop() {
        acme.close();
        server.close();
    }

    @AfterEach
    void an_honest_device_is_still_served() throws IOException {
        assertThat(ask(VICTIM).owner()).isEqualTo("acme/device_victim");
    }

    private static SSLContext context(TestDevice device) {
        return DeviceClient.context(server, device);
    }

    private static Reply ask(TestDevice device, String... headers) throws IOException {
        try (OpenConnection connection = OpenConnection.open(server, context(device), "TLSv1.3")) {
            return connection.askForToken(headers);
        }
    }

    private static String pem(X509Certificate... certificates) {
        return Stream.of(certificates).map(DeviceClient::pemOnOneLine).collect(Collectors.joining(" "));
    }

    /// CVE-2023-2422: the subject is that of the leaf that signed the handshake, of no other certificate that was sent.
    @Test
    void the_leaf_of_somebody_else_in_the_header_names_nobody() throws IOException {
        String others = CHAIN + pem(VICTIM.certificate(), ROOT.certificate(), ISSUING.certificate());

        assertThat(ask(PUMP, others).owner()).isEqualTo("acme/device_pump");
        ask(STRANGER, others).expecting(401, "untrusted");
    }

    /// CVE-2023-2422, in the handshake: only the first certificate has its key proven.
    @Test
    void the_leaf_of_somebody_else_in_the_handshake_names_nobody() throws IOException {
        SSLContext both = DeviceClient.contextOf(
                server, STRANGER.privateKey(), STRANGER.certificate(), VICTIM.certificate(), ROOT.certificate());

        try (OpenConnection connection = OpenConnection.open(server, both, "TLSv1.3")) {
            connection.askForToken().expecting(401, "untrusted");
        }
    }

    @Test
    void the_order_in_the_handshake_does_not_matter_but_for_the_leaf() throws IOException {
        SSLContext device = DeviceClient.contextOf(
                server,
                PUMP.privateKey(),
                PUMP.certificate(),
                ROOT.certificate(),
                STRANGER.certificate(),
                ISSUING.certificate());

        try (OpenConnection connection = OpenConnection.open(server, device, "TLSv1.3")) {
            assertThat(connection.askForToken().owner()).isEqualTo("acme/device_pump");
        }
    }

    static Stream<List<X509Certificate>> orders() {
        X509Certificate leaf = PUMP.certificate();
        X509Certificate issuing = ISSUING.certificate();
        X509Certificate root = ROOT.certificate();
        return Stream.of(
                List.of(root, issuing, leaf),
                List.of(issuing, leaf, root),
                List.of(issuing, root),
                List.of(issuing, issuing, leaf, leaf, root, root),
                List.of(STRANGER.certificate(), issuing));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void the_order_in_the_header_does_not_matter(List<X509Certificate> order) throws IOException {
        assertThat(ask(PUMP, CHAIN + pem(order.toArray(X509Certificate[]::new))).owner())
                .isEqualTo("acme/device_pump");
    }

    @Test
    void a_header_without_the_issuer_leads_nowhere() throws IOException {
        ask(PUMP, CHAIN + pem(ROOT.certificate())).expecting(401, "untrusted");
        ask(PUMP, CHAIN + pem(STRANGER.certificate(), ROOT.certificate())).expecting(401, "untrusted");
    }

    /// GHSA-fh2r-99q2-6mmg: ten different certificates are looked at, and no more are read than can be.
    @Test
    void a_thousand_certificates_are_too_many_and_so_are_eleven() throws IOException {
        ask(PUMP, CHAIN + pem(strangers(1000))).expecting(431, "header_too_large");
        ask(PUMP, CHAIN + pem(strangers(30))).expecting(400, "chain_unreadable");
        ask(PUMP, CHAIN + pem(strangers(10))).expecting(400, "chain_unreadable");
        ask(PUMP, CHAIN + pem(strangers(9))).expecting(401, "untrusted");
    }

    private static X509Certificate[] strangers(int count) {
        TestCa ca = TestCa.root("Many");
        return IntStream.range(0, count)
                .mapToObj(i -> ca.device("stranger-" + i).certificate())
                .toArray(X509Certificate[]::new);
    }

    @Test
    void two_requests_of_one_connection_do_not_share_what_they_showed() throws IOException {
        try (OpenConnection connection = OpenConnection.open(server, context(PUMP), "TLSv1.3")) {
            connection.askForToken().expecting(401, "untrusted");
            String token =
                    connection.askForToken(CHAIN + pem(ISSUING.certificate())).owner();
            connection.askForToken().expecting(401, "untrusted");
            connection.askForToken(CHAIN + "garbage").expecting(400, "chain_unreadable");
            connection.askForToken(CHAIN + pem(VICTIM.certificate())).expecting(401, "untrusted");
            assertThat(connection
                            .askForToken(CHAIN + pem(ISSUING.certificate()))
                            .owner())
                    .isEqualTo(token)
                    .isEqualTo("acme/device_pump");
        }
    }

    /// CVE-2024-45410, CVE-2026-29054, CVE-2026-88011: twice, under any spelling of its name, is no header of ours.
    @ParameterizedTest
    @ValueSource(strings = {"X-Ssl-Cert-Chain: ", "x-ssl-cert-chain: ", "X-SSL-CERT-CHAIN: "})
    void a_header_that_comes_twice_is_refused(String again) throws IOException {
        String issuing = pem(ISSUING.certificate());

        ask(PUMP, CHAIN + issuing, again + issuing).expecting(400, "chain_unreadable");
        ask(PUMP, again + "garbage", CHAIN + issuing).expecting(400, "chain_unreadable");
    }

    /// CVE-2024-45410, CVE-2026-29054, CVE-2026-88011: `_`, `.` and the like do not spell a hyphen.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X_Ssl_Cert_Chain: ",
                "X.Ssl.Cert.Chain: ",
                "X-Ssl_Cert-Chain: ",
                "X-SslCertChain: ",
                "XX-Ssl-Cert-Chain: ",
                "X-Ssl-Cert-Chain-: "
            })
    void a_header_of_a_similar_name_is_another_one(String name) throws IOException {
        ask(PUMP, name + pem(ISSUING.certificate())).expecting(401, "untrusted");
        assertThat(ask(VICTIM, name + "garbage").owner()).isEqualTo("acme/device_victim");
        assertThat(ask(PUMP, name + "garbage", CHAIN + pem(ISSUING.certificate()))
                        .owner())
                .isEqualTo("acme/device_pump");
    }

    /// CVE-2024-45410, CVE-2026-29054: we are no proxy, so nobody drops a header by calling it hop-by-hop.
    @ParameterizedTest
    @ValueSource(strings = {"X-Ssl-Cert-Chain", "keep-alive, x-ssl-cert-chain", "X-Ssl-Cert-Chain, Host"})
    void a_header_that_is_called_hop_by_hop_stays(String names) throws IOException {
        assertThat(ask(PUMP, CHAIN + pem(ISSUING.certificate()), "Connection: " + names)
                        .owner())
                .isEqualTo("acme/device_pump");
        ask(PUMP, "Connection: " + names, CHAIN + "garbage").expecting(400, "chain_unreadable");
    }

    /// CVE-2024-45410: a folded line belongs to the header above it (RFC 9112, 5.2) and begins none.
    @Test
    void a_folded_header_is_one_header() throws IOException {
        String issuing = pem(ISSUING.certificate());

        assertThat(ask(PUMP, CHAIN + issuing.replaceFirst(" (?=MII)", "\r\n ")).owner())
                .isEqualTo("acme/device_pump");
        ask(PUMP, "Accept: */*", " " + CHAIN + issuing).expecting(401, "untrusted");
    }

    /// White space before the colon, or NUL: RFC 9112, 5.1 and RFC 9110, 5.5 have such a request refused.
    @ParameterizedTest
    @ValueSource(strings = {"X-Ssl-Cert-Chain : x", "X-Ssl-Cert-Chain\u0000: x", "X-Ssl-Cert-Chain: a\u0000b"})
    void a_header_that_is_no_header_makes_the_request_unreadable(String line) throws IOException {
        assertThat(ask(VICTIM, line).status()).isEqualTo(400);
    }

    /// CVE-2024-10039, keycloak #17059, CVE-2026-46579: what a proxy would say of a client is nothing if a client says
    /// it.
    @ParameterizedTest
    @MethodSource("proxyHeaders")
    void the_headers_of_proxies_are_nobodys_certificate(String header) throws IOException {
        try (OpenConnection nobody = OpenConnection.open(server, DeviceClient.contextWithoutKey(server), "TLSv1.3")) {
            nobody.askForToken(header).expecting(401, "no_client_certificate");
            nobody.askForToken(header, CHAIN + pem(VICTIM.certificate())).expecting(401, "no_client_certificate");
        }
        ask(STRANGER, header).expecting(401, "untrusted");
        try (OpenConnection api = OpenConnection.openApi(server, context(VICTIM))) {
            api.askForToken(header).expecting(401, "no_client_certificate");
            api.send("GET /tenant/currentTenant HTTP/1.1", "Host: localhost", header)
                    .expecting(401, "bad_credentials");
        }
    }

    static Stream<String> proxyHeaders() {
        String victim = Pem.of(VICTIM.certificate());
        String encoded = URLEncoder.encode(victim, StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(encoded(VICTIM.certificate()));
        return Stream.of(
                "X-SSL-Client-Cert: " + encoded,
                "x-ssl-client-cert: " + pem(VICTIM.certificate()),
                "X-SSL-Client-Verify: SUCCESS",
                "X-SSL-Client-S-DN: CN=victim",
                "X-Client-Cert: " + base64,
                "X-Forwarded-Client-Cert: Subject=\"CN=victim\";Cert=\"" + encoded + "\"",
                "X-Forwarded-Tls-Client-Cert: " + encoded,
                "X-Forwarded-For: 127.0.0.1",
                "Client-Cert: :" + base64 + ":",
                "Client-Cert-Chain: :" + base64 + ":",
                "X-ARR-ClientCert: " + base64,
                "SSL_CLIENT_CERT: " + pem(VICTIM.certificate()),
                "X-Cumulocity-Client-Cert-Chain: " + pem(VICTIM.certificate()));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// CVE-2026-46579: the plain port knows no tokens at all.
    @Test
    void plain_http_gives_no_token_whatever_the_headers_say() throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.managementPort() + "/devicecontrol/deviceAccessToken"))
                .header("X-SSL-Client-Cert", pem(VICTIM.certificate()))
                .POST(BodyPublishers.noBody())
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(DeviceClient.exchange(http, request).status()).isEqualTo(405);
        }
    }
}
