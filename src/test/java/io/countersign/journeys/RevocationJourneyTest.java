package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.Thumbprint;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A certificate that was taken back does not work at the next request, whichever way its owner says so.
class RevocationJourneyTest {
    private static final String SETTINGS = "/tenant/trusted-certificates/settings/crl";
    private static final String REVOCATIONS = "/countersign/revocations";
    private static final String CRLS = "/countersign/crls";
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final TestCa ISSUING = ROOT.issuing("Acme Issuing");

    @TempDir
    Path folder;

    private RunningServer server;
    private ApiClient operator;
    private ApiClient acme;
    private ApiClient globex;

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
        operator = ApiClient.ofOperator(server);
        acme = operator.createTenant("acme", "acme.example");
        globex = operator.createTenant("globex", "globex.example");
        acme.trust("acme", ROOT).expecting(201);
    }

    @AfterEach
    void stop() {
        operator.close();
        acme.close();
        globex.close();
        server.close();
    }

    private static String hex(TestDevice device) {
        return device.certificate().getSerialNumber().toString(16);
    }

    private DeviceClient deviceOf(TestDevice device) {
        return DeviceClient.withChain(server, device, "TLSv1.3", ISSUING);
    }

    private HttpReply upload(byte[] list) {
        return acme.send("POST", CRLS, BodyPublishers.ofByteArray(list), "Content-Type", "application/pkix-crl");
    }

    private HttpReply putFile(String csv) {
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"c.csv\"\r\n\r\n" + csv
                + "\r\n--b--\r\n";
        return acme.send(
                "PUT", SETTINGS, BodyPublishers.ofString(form), "Content-Type", "multipart/form-data; boundary=b");
    }

    @Test
    void a_serial_number_put_into_the_settings_refuses_its_device_and_kills_its_token() {
        TestDevice pump = ISSUING.device("pump-1");
        try (DeviceClient device = deviceOf(pump);
                DeviceClient other = deviceOf(ISSUING.device("pump-2"));
                ApiClient withToken = ApiClient.withToken(server, device.token())) {
            withToken.get("/user/currentUser").expecting(200);

            acme.put(SETTINGS, Map.of("crls", List.of(Map.of("serialNumberInHex", hex(pump)))))
                    .expecting(204);

            HttpReply refused = device.askForToken().expecting(401, "revoked");
            assertThat(refused.text("message")).isEqualTo("Invalid certificate chain!");
            withToken.get("/user/currentUser").expecting(401, "revoked");
            other.askForToken().expecting(200);

            acme.setOption("configuration", "crl.offline.check.enabled", "false")
                    .expecting(200);
            device.askForToken().expecting(200);
            withToken.get("/user/currentUser").expecting(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 401", "true, 200"})
    void a_fingerprint_refuses_its_certificate_and_kills_the_tokens_of_a_leaf(boolean isOfCa, int afterwards) {
        TestDevice pump = ISSUING.device("pump-1");
        String fingerprint = Thumbprint.of(isOfCa ? ISSUING.certificate() : pump.certificate())
                .hex();
        try (DeviceClient device = deviceOf(pump);
                DeviceClient other = deviceOf(ISSUING.device("pump-2"));
                ApiClient withToken = ApiClient.withToken(server, device.token())) {
            HttpReply taken = acme.post(REVOCATIONS, Map.of("fingerprint", fingerprint.toUpperCase(Locale.ROOT)))
                    .expecting(201);
            assertThat(taken.text("fingerprint")).isEqualTo(fingerprint);

            device.askForToken().expecting(401, "revoked");
            other.askForToken().expecting(isOfCa ? 401 : 200);
            withToken.get("/user/currentUser").expecting(afterwards);

            acme.delete(REVOCATIONS + "/fingerprints/" + fingerprint).expecting(204);
            device.askForToken().expecting(200);
            withToken.get("/user/currentUser").expecting(200);
        }
    }

    @Test
    void a_fingerprint_is_sha_256_and_stands_alone() {
        String sha1 = Fingerprint.of(ISSUING.certificate()).hex();
        HttpReply tooShort = acme.post(REVOCATIONS, Map.of("fingerprint", sha1)).expecting(422, "invalid_data");
        assertThat(tooShort.text("message"))
                .isEqualTo("A fingerprint here is SHA-256 of the certificate, 64 hex digits, not '" + sha1 + "'.");
        acme.post(REVOCATIONS, Map.of("fingerprint", "ab".repeat(32), "serialNumber", "7"))
                .expecting(422, "invalid_data");
        assertThat(acme.get(REVOCATIONS).json().path("revocations").size()).isZero();
    }

    @Test
    void what_one_tenant_takes_back_is_nothing_to_another() {
        TestCa other = TestCa.root("Globex Root");
        globex.trust("globex", other).expecting(201);
        TestDevice robot = other.device("robot");

        acme.put(SETTINGS, Map.of("crls", List.of(Map.of("serialNumberInHex", hex(robot)))))
                .expecting(204);

        DeviceClient.of(server, robot).askForToken().expecting(200);
    }

    @Test
    void a_ca_between_is_taken_back_with_all_its_devices_and_that_is_undone_and_told() {
        DeviceClient device = deviceOf(ISSUING.device("pump-1"));
        device.askForToken().expecting(200);
        String serial = ISSUING.certificate().getSerialNumber().toString(16);

        acme.post(REVOCATIONS, Map.of("certificate", ISSUING.pem(), "reason", "ca_compromise"))
                .expecting(201);
        HttpReply refused = device.askForToken().expecting(401, "revoked");
        assertThat(refused.text("detail"))
                .startsWith("Certificate 'CN=Acme Issuing' was revoked at ")
                .contains("ca_compromise");
        assertThat(acme.get(REVOCATIONS)
                        .expecting(200)
                        .json()
                        .path("revocations")
                        .size())
                .isEqualTo(1);

        server.restart();
        try (ApiClient again = ApiClient.withPassword(server, "acme/admin", ApiClient.TENANT_PASSWORD);
                DeviceClient back = deviceOf(ISSUING.device("pump-1"))) {
            back.askForToken().expecting(401, "revoked");
            again.delete(REVOCATIONS + "/" + serial).expecting(404, "not_found");
            again.delete(REVOCATIONS + "/" + serial + "?issuer=CN%3DAcme%20Root")
                    .expecting(204);
            back.askForToken().expecting(200);
            var events =
                    again.get(REVOCATIONS + "/events").expecting(200).json().path("events");
            assertThat(events.valueStream().map(event -> event.path("action").asString()))
                    .containsExactly("undone", "revoked");
            assertThat(events.get(0).path("by").asString()).isEqualTo("admin");
        }
    }

    @Test
    void a_file_of_serial_numbers_is_taken_whole_and_what_cannot_be_read_is_not_taken_at_all() {
        TestDevice pump = ISSUING.device("pump-1");
        DeviceClient device = deviceOf(pump);

        putFile("SERIALNO,DATE\n" + hex(pump) + ",yesterday").expecting(400);
        putFile("SERIALNO,DATE\n" + hex(pump) + "\nxyz").expecting(422, "invalid_data");
        putFile("no,header").expecting(400, "unreadable");
        acme.put(SETTINGS, Map.of("crls", "none")).expecting(400, "unreadable");
        device.askForToken().expecting(200);

        putFile("SERIALNO,DATE\n" + hex(pump) + ",2026-01-11T16:12:36.288Z\n77,\n")
                .expecting(204);
        device.askForToken().expecting(401, "revoked");
        assertThat(acme.get(REVOCATIONS + "?withTotalElements=true")
                        .json()
                        .path("statistics")
                        .path("totalElements")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void an_uploaded_list_of_the_tenants_own_ca_counts_at_once_also_for_tokens_and_after_a_restart() {
        TestDevice pump = ROOT.device("pump-1");
        try (DeviceClient device = DeviceClient.of(server, pump);
                ApiClient withToken = ApiClient.withToken(server, device.token())) {
            upload(CrlSpec.of(ROOT).numbered(1).der()).expecting(201);
            device.askForToken().expecting(200);

            HttpReply kept = upload(CrlSpec.of(ROOT)
                            .numbered(2)
                            .revoking(pump.certificate())
                            .der())
                    .expecting(201);
            assertThat(kept.text("issuer")).isEqualTo("CN=Acme Root");
            assertThat(kept.json().path("revokedCertificates").asInt()).isEqualTo(1);
            device.askForToken().expecting(401, "revoked");
            withToken.get("/user/currentUser").expecting(401, "revoked");

            upload(CrlSpec.of(ROOT).numbered(1).der()).expecting(422, "invalid_data");
            upload(CrlSpec.of(TestCa.root("Acme Root")).numbered(3).der()).expecting(422, "invalid_data");
            upload("garbage".getBytes(java.nio.charset.StandardCharsets.UTF_8)).expecting(422, "invalid_data");
        }
        server.restart();
        try (DeviceClient device = DeviceClient.of(server, pump);
                ApiClient again = ApiClient.withPassword(server, "acme/admin", ApiClient.TENANT_PASSWORD)) {
            device.askForToken().expecting(401, "revoked");
            String id = again.get(CRLS)
                    .expecting(200)
                    .json()
                    .path("crls")
                    .get(0)
                    .path("id")
                    .asString();
            again.delete(CRLS + "/" + id).expecting(204);
            again.delete(CRLS + "/" + id).expecting(404, "not_found");
            device.askForToken().expecting(200);
        }
    }

    @Test
    void a_list_that_was_not_replaced_in_time_closes_or_opens_as_the_tenant_wants() {
        DeviceClient device = DeviceClient.of(server, ROOT.device("pump-1"));
        Instant end = server.clock().instant().plus(Duration.ofHours(2));
        upload(CrlSpec.of(ROOT).until(end).der()).expecting(201);

        server.clock().advance(Duration.ofHours(3));
        device.askForToken().expecting(200);
        server.clock().advance(Duration.ofSeconds(1));
        device.askForToken().expecting(401, "crl_stale");

        acme.setOption("configuration", "crl.failure.policy", "open").expecting(200);
        device.askForToken().expecting(200);
        acme.setOption("configuration", "crl.failure.policy", "closed").expecting(200);
        acme.setOption("configuration", "crl.failure.grace.seconds", "7201").expecting(200);
        device.askForToken().expecting(200);
        acme.setOption("configuration", "crl.online.check.enabled", "yes").expecting(422, "invalid_data");
        acme.setOption("configuration", "crl.failure.policy", "ajar").expecting(422, "invalid_data");
        acme.setOption("configuration", "crl.failure.grace.seconds", "-1").expecting(422, "invalid_data");
    }

    @Test
    void strangers_may_neither_see_nor_change_what_was_taken_back() {
        acme.post(REVOCATIONS, Map.of("serialNumber", "7")).expecting(201);

        assertThat(globex.get(REVOCATIONS).json().path("revocations").size()).isZero();
        globex.delete(REVOCATIONS + "/7").expecting(404, "not_found");
        acme.delete(REVOCATIONS + "/7").expecting(204);
        acme.post(REVOCATIONS, Map.of("serialNumber", "zz")).expecting(422, "invalid_data");
        acme.post(REVOCATIONS, Map.of("serialNumber", "7", "reason", "whim")).expecting(422, "invalid_data");
        acme.post(REVOCATIONS, Map.of("serialNumber", "7", "reason", "remove_from_crl"))
                .expecting(422, "invalid_data");
        acme.post(REVOCATIONS, Map.of("serialNumber", "7", "issuer", "no name")).expecting(422, "invalid_data");
    }
}
