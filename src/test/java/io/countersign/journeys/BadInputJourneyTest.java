package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.RunningServer;
import io.countersign.edge.http.HttpFace;
import io.countersign.testing.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in, the answer is a clear "no", never a fault, and an honest device is served afterwards.
class BadInputJourneyTest {
    private static final TestCa CA = TestCa.root("Patient Root");
    private static final String BULK = "/devicecontrol/bulkNewDeviceRequests";
    private static final String CERTIFICATES = "/tenant/tenants/acme/trusted-certificates";

    private static final String RIGHT = basic("acme/admin:" + ApiClient.TENANT_PASSWORD);

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static ApiClient acme;
    private static DeviceClient honest;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        acme = ApiClient.ofOperator(server).createTenant("acme", "acme.example");
        acme.trust("acme", CA).expecting(201);
        honest = DeviceClient.of(server, CA.device("honest"));
    }

    @AfterEach
    void an_honest_device_is_still_served() {
        honest.askForToken().expecting(200);
    }

    @AfterAll
    static void stop() {
        acme.close();
        honest.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                        | 400 | unreadable",
                "[]                                                       | 400 | unreadable",
                "'\"text\"'                                               | 400 | unreadable",
                "{\"a\":1,\"a\":2}                                        | 400 | unreadable",
                "{}                                                       | 422 | invalid_data",
                "{\"certInPemFormat\":1,\"status\":\"ENABLED\"}           | 422 | invalid_data",
                "{\"certInPemFormat\":\"x\",\"status\":\"ENABLED\"}       | 422 | invalid_data",
                "{\"certInPemFormat\":null,\"status\":\"ENABLED\"}        | 422 | invalid_data",
                "{\"certInPemFormat\":\"MIIB\",\"status\":\"MAYBE\"}      | 422 | invalid_data",
            })
    void json_that_is_wrong_is_told_what_is_wrong(String body, int status, String reason) {
        acme.send("POST", CERTIFICATES, BodyPublishers.ofString(body.strip())).expecting(status, reason);
    }

    /// CVE-2025-53864, CVE-2023-52428, CVE-2025-59043.
    @Test
    void deep_json_is_refused() {
        acme.send("POST", CERTIFICATES, BodyPublishers.ofString("[".repeat(100_000)))
                .expecting(400, "unreadable");
    }

    @Test
    void a_pem_of_something_else_names_what_it_is() {
        HttpReply reply = acme.trust("acme", CA.keyPem(), true).expecting(422, "invalid_data");

        assertThat(reply.text("message")).contains("PRIVATE KEY");
    }

    /// CVE-2023-33202: what is too long is not parsed.
    @Test
    void a_certificate_of_a_megabyte_is_too_long() {
        String text = "-----BEGIN CERTIFICATE-----\n" + "A".repeat(900_000) + "\n-----END CERTIFICATE-----\n";

        acme.trust("acme", text, true).expecting(422, "invalid_data");
    }

    @Test
    void a_body_over_the_limit_is_refused() {
        acme.send("POST", CERTIFICATES, BodyPublishers.ofString("x".repeat((1 << 20) + 1)))
                .expecting(413, "body_too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/tenant/tenants/globex/trusted-certificates", "/tenant/tenants/nobody/trusted-certificates"})
    void a_foreign_tenant_looks_like_none(String path) {
        ApiClient.ofOperator(server).post("/tenant/tenants", Map.of()).expecting(422, "invalid_data");

        acme.get(path).expecting(403, "forbidden");
    }

    @ParameterizedTest
    @CsvSource({
        "/tenant/tenants/nobody, 404, not_found",
        "/tenant/tenants/NOT%20AN%20ID, 404, not_found",
        "/tenant/tenants/acme/trusted-certificates/zz, 404, not_found",
        "/tenant/tenants?pageSize=0, 422, invalid_data",
        "/tenant/tenants?currentPage=-1, 422, invalid_data",
        "/tenant/tenants?currentPage=99999999999, 422, invalid_data",
        "/no/such/path, 404, not_found",
    })
    void an_operator_is_told_what_is_not_there(String path, int status, String reason) {
        ApiClient.ofOperator(server).get(path).expecting(status, reason);
    }

    @Test
    void a_wrong_method_is_told() {
        HttpReply reply = acme.send("PATCH", "/tenant/options", BodyPublishers.noBody());
        assertThat(reply.expecting(405, "method_not_allowed").header("Allow")).contains("GET, POST");

        HttpReply ofTokens = acme.get("/devicecontrol/deviceAccessToken");
        assertThat(ofTokens.expecting(405, "method_not_allowed").header("Allow"))
                .contains("POST");
    }

    @Test
    void csv_with_broken_quotes_or_too_many_lines_registers_nothing() {
        csv("ID,AUTH_TYPE\n\"unclosed,CERTIFICATES\n").expecting(422, "invalid_data");
        csv("AUTH_TYPE\nCERTIFICATES\n").expecting(422, "invalid_data");
        csv("").expecting(422, "invalid_data");
        csv("ID\tAUTH_TYPE\n" + "x\tCERTIFICATES\n".repeat(100_001)).expecting(422, "invalid_data");

        assertThat(acme.get("/user/acme/users?onlyDevices=true&userName=x&withTotalElements=true")
                        .json()
                        .path("statistics")
                        .path("totalElements")
                        .intValue())
                .isZero();
    }

    @Test
    void csv_rows_that_fail_are_reported_by_line_and_the_others_registered() {
        HttpReply reply = csv("ID;AUTH_TYPE;NAME\nok-1;CERTIFICATES;One\nbad/id;CERTIFICATES;Two\nok-2;BASIC;Three\n")
                .expecting(201);

        assertThat(reply.json().path("numberOfSuccessful").intValue()).isEqualTo(1);
        assertThat(reply.json().path("failedCreationList").size()).isEqualTo(2);
        assertThat(reply.json().path("failedCreationList").get(0).path("line").asString())
                .isEqualTo("3");
        acme.get("/user/acme/users/device_ok-1").expecting(200);
    }

    private static HttpReply csv(String text) {
        return acme.send("POST", BULK, BodyPublishers.ofString(text), "Content-Type", "text/csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE----- AAAA -----END CERTIFICATE",
                "-----BEGIN CERTIFICATE----- AAAA -----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE----- !!!! -----END CERTIFICATE-----",
            })
    void a_chain_header_that_cannot_be_read_is_refused(String header) {
        honest.sendingChain(header).askForToken().expecting(400, "chain_unreadable");
    }

    @Test
    void a_header_over_the_limit_is_refused() {
        honest.sendingChain("x".repeat(70_000)).askForToken().expecting(400, "chain_unreadable");
        honest.sendingChain("x".repeat(100_000)).askForToken().expecting(431, "header_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic YTpi", "Bearer", "Bearer a.b.c", "Digest x", "Bearer ...."})
    void credentials_that_are_none_are_refused(String authorization) {
        HttpReply reply = DeviceClient.exchange(
                DeviceClient.client(server, null, "TLSv1.3"),
                HttpRequest.newBuilder(URI.create("https://localhost:" + server.apiPort() + "/tenant/currentTenant"))
                        .header("Authorization", authorization)
                        .build());

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isPresent();
    }

    @Test
    void plain_http_and_garbage_on_a_tls_port_end_the_connection() throws IOException {
        for (int port : new int[] {server.devicePort(), server.apiPort()}) {
            assertThat(answerTo(port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .doesNotContain("200");
            assertThat(answerTo(port, "\u0016\u0003\u0001\u7fff garbage")).doesNotContain("200");
        }
    }

    /// CVE-2026-75596, CVE-2023-34462: a hello costs little and does not wait for long.
    @Test
    void a_client_that_stops_in_mid_handshake_is_closed_after_ten_seconds() throws IOException {
        byte[] halfOfAHello = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.devicePort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(halfOfAHello);

            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(100);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private static String answerTo(int port, String text) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    /// Anybody could fill the memory with long bodies otherwise.
    @ParameterizedTest
    @ValueSource(strings = {"/countersign/crls", BULK})
    void a_long_body_is_not_waited_for_from_somebody_who_may_not_send_it(String path) throws IOException {
        for (String header : List.of("Accept: */*", basic("acme/admin:wrong"))) {
            try (OpenConnection connection = OpenConnection.openApi(server, DeviceClient.contextWithoutKey(server))) {
                OpenConnection.Reply reply = connection.announce(10_000_000, "POST " + path + " HTTP/1.1", header);

                assertThat(reply.status()).isEqualTo(401);
            }
        }
    }

    /// Nor may those who may send them fill it: four at once are taken, and a place is free when its sender is gone.
    @Test
    void a_fifth_long_body_is_refused_until_one_of_four_is_over() throws IOException {
        Deque<OpenConnection> senders = new ArrayDeque<>();
        try {
            while (senders.size() < HttpFace.LONG_BODIES_MAX) {
                var sender = OpenConnection.openApi(server, DeviceClient.contextWithoutKey(server));
                senders.add(sender);
                sender.startBody(10_000_000, "POST /countersign/crls HTTP/1.1", RIGHT);
            }
            await().until(BadInputJourneyTest::statusOfOneMore, status -> status == 503);
            senders.remove().close();
            await().until(BadInputJourneyTest::statusOfOneMore, status -> status == 422);
        } finally {
            for (OpenConnection sender : senders) {
                sender.close();
            }
        }
    }

    private static int statusOfOneMore() throws IOException {
        try (OpenConnection connection = OpenConnection.openApi(server, DeviceClient.contextWithoutKey(server))) {
            return connection
                    .send("POST /countersign/crls HTTP/1.1", "Host: localhost", RIGHT)
                    .status();
        }
    }

    private static String basic(String login) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
