package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a token request would become, asked without the device.
class VerifyJourneyTest {
    private static final String VERIFY = "/tenant/trusted-certificates/verify-cert-chain";
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final TestCa ISSUING = ROOT.issuing("Acme Issuing");

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static ApiClient operator;
    private static ApiClient acme;
    private static ApiClient globex;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        operator = ApiClient.ofOperator(server);
        acme = operator.createTenant("acme", "acme.example");
        globex = operator.createTenant("globex", "globex.example");
        acme.trust("acme", ROOT.pem(), false).expecting(201);
    }

    @AfterAll
    static void stop() {
        operator.close();
        acme.close();
        globex.close();
        server.close();
    }

    private static HttpReply verifyFile(ApiClient client, String tenantId, String pem) {
        String tenant = tenantId.isEmpty()
                ? ""
                : "--b\r\nContent-Disposition: form-data; name=\"tenantId\"\r\n\r\n" + tenantId + "\r\n";
        String form = tenant + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"c.pem\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + pem + "\r\n--b--\r\n";
        return client.send(
                "POST", VERIFY, BodyPublishers.ofString(form), "Content-Type", "multipart/form-data; boundary=b");
    }

    private static String pem(TestDevice device, TestCa... above) {
        var pem = new StringBuilder(device.pem());
        for (TestCa ca : above) {
            pem.append(ca.pem());
        }
        return pem.toString();
    }

    private static HttpReply verifyHeader(ApiClient client, List<TestDevice> devices, String... headers) {
        List<String> sent = new ArrayList<>(List.of(headers));
        sent.add("X-Cumulocity-Client-Cert-Chain");
        sent.add(String.join(
                ",",
                devices.stream()
                        .map(device -> DeviceClient.pemOnOneLine(device.certificate()))
                        .toList()));
        return client.send("POST", VERIFY, BodyPublishers.noBody(), sent.toArray(String[]::new));
    }

    @Test
    void a_chain_that_holds_is_told_with_its_path_and_what_a_request_would_be_answered() {
        TestDevice pump = ISSUING.device("pump-1");

        HttpReply unknown = verifyFile(acme, "", pem(pump, ISSUING)).expecting(200);
        assertThat(unknown.json().path("successfullyValidated").asBoolean()).isTrue();
        assertThat(unknown.text("tenantId")).isEqualTo("acme");
        assertThat(unknown.text("subject")).isEqualTo("CN=pump-1");
        assertThat(unknown.text("issuer")).isEqualTo("CN=Acme Issuing");
        assertThat(unknown.json().path("path").toString())
                .isEqualTo("[\"CN=pump-1\",\"CN=Acme Issuing\",\"CN=Acme Root\"]");
        assertThat(unknown.json().path("tokenRequest").path("status").asInt()).isEqualTo(422);
        assertThat(unknown.json().path("tokenRequest").path("reason").asString())
                .isEqualTo("not_registered");

        acme.send(
                        "POST",
                        "/devicecontrol/bulkNewDeviceRequests",
                        BodyPublishers.ofString("ID\tAUTH_TYPE\npump-1\tCERTIFICATES\n"),
                        "Content-Type",
                        "text/csv")
                .expecting(201);
        HttpReply known = verifyFile(acme, "", pem(pump, ISSUING)).expecting(200);
        assertThat(known.json().path("tokenRequest").toString()).isEqualTo("{\"status\":200}");
        assertThat(known.json().path("device").path("id").asString()).isEqualTo("pump-1");

        acme.put("/user/acme/users/device_pump-1", Map.of("enabled", false)).expecting(200);
        HttpReply disabled = verifyFile(acme, "", pem(pump, ISSUING)).expecting(200);
        assertThat(disabled.json().path("tokenRequest").path("reason").asString())
                .isEqualTo("device_disabled");
        assertThat(verifyFile(acme, "", pem(ROOT.device("a/b")))
                        .json()
                        .path("tokenRequest")
                        .path("reason")
                        .asString())
                .isEqualTo("bad_device_id");
    }

    @Test
    void a_chain_that_fails_is_told_as_a_device_would_be_and_how_far_the_path_came() {
        HttpReply expired = verifyFile(acme, "", pem(ROOT.device("old", CertificateSpec::expired)));
        HttpReply gap = verifyFile(acme, "", pem(ISSUING.device("pump-2")));

        expired.expecting(401, "expired");
        assertThat(expired.text("message")).isEqualTo("Invalid certificate chain!");
        assertThat(expired.json().path("successfullyValidated").asBoolean()).isFalse();
        assertThat(expired.json().path("path").size()).isEqualTo(2);
        gap.expecting(401, "untrusted");
        assertThat(gap.json().path("path").toString()).isEqualTo("[\"CN=pump-2\"]");
    }

    @Test
    void only_the_trusted_certificates_of_the_tenant_named_count_and_strangers_may_not_ask() {
        String pem = pem(ROOT.device("pump-3"));

        verifyFile(globex, "", pem).expecting(401, "untrusted");
        verifyFile(globex, "acme", pem).expecting(403, "forbidden");
        verifyFile(operator, "acme", pem).expecting(200);
        verifyFile(operator, "", pem).expecting(401, "untrusted");
        verifyFile(operator, "t01", pem).expecting(404, "not_found");
        verifyFile(operator, "/", pem).expecting(404, "not_found");
    }

    @Test
    void a_header_holds_up_to_five_certificates_and_a_file_up_to_ten() {
        List<TestDevice> six = List.of(
                ROOT.device("a"),
                ROOT.device("b"),
                ROOT.device("c"),
                ROOT.device("d"),
                ROOT.device("e"),
                ROOT.device("f"));

        verifyHeader(acme, six.subList(0, 5)).expecting(200);
        verifyHeader(acme, six).expecting(400, "chain_unreadable");
        verifyHeader(operator, six.subList(0, 1), "X-Cumulocity-TenantId", "acme")
                .expecting(200);
        var many = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            many.append(ROOT.device("d" + i).pem());
        }
        verifyFile(acme, "", many.toString()).expecting(200);
        verifyFile(acme, "", many + ROOT.pem()).expecting(400, "chain_unreadable");
    }

    @Test
    void what_cannot_be_read_is_refused() {
        verifyFile(acme, "", "").expecting(400, "chain_unreadable");
        verifyFile(acme, "", "garbage").expecting(400, "chain_unreadable");
        verifyFile(acme, "", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")
                .expecting(400, "chain_unreadable");
        acme.post(VERIFY, Map.of()).expecting(400, "chain_unreadable");
        acme.send(
                        "POST",
                        VERIFY,
                        BodyPublishers.ofString("--b\r\nx"),
                        "Content-Type",
                        "multipart/form-data; boundary=b")
                .expecting(400);
    }
}
