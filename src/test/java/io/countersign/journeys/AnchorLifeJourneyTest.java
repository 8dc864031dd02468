package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.core.trust.Fingerprint;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of a trusted certificate: stored, proven, shared, expired, and what its loss costs.
class AnchorLifeJourneyTest {
    private final TestCa root = TestCa.root("Acme Root");
    private final TestCa issuing = root.issuing("Acme Issuing");

    @TempDir
    Path folder;

    private static String anchor(String tenant, TestCa ca) {
        return "/tenant/tenants/" + tenant + "/trusted-certificates/"
                + Fingerprint.of(ca.certificate()).hex();
    }

    private static Map<String, Object> upload(TestCa ca) {
        return Map.of("certInPemFormat", ca.pem(), "status", "ENABLED");
    }

    private static HttpReply prove(ApiClient api, String tenant, TestCa ca) throws GeneralSecurityException {
        String proof = anchor(tenant, ca).replace("/trusted-certificates/", "/trusted-certificates-pop/");
        String code = api.post(proof + "/verification-code", Map.of())
                .expecting(200)
                .text("proofOfPossessionUnsignedVerificationCode");
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(ca.privateKey());
        signature.update(code.getBytes(StandardCharsets.US_ASCII));
        String signed = Base64.getEncoder().encodeToString(signature.sign());
        return api.post(proof + "/pop", Map.of("proofOfPossessionSignedVerificationCode", signed));
    }

    @Test
    void stored_intermediates_spare_devices_the_chain_and_count_from_request_to_request() {
        try (RunningServer server = RunningServer.in(folder);
                ApiClient operator = ApiClient.ofOperator(server);
                ApiClient acme = operator.createTenant("acme", "acme.example");
                DeviceClient device = DeviceClient.of(server, issuing.device("pump-1"))) {
            acme.trust("acme", root).expecting(201);
            device.askForToken().expecting(401, "untrusted");

            String store = "/tenant/tenants/acme/trusted-certificates?addToTrustStore=false";
            acme.post(store, upload(issuing)).expecting(201);
            ApiClient withToken = ApiClient.withToken(server, device.token());

            acme.put(anchor("acme", issuing), Map.of("status", "DISABLED")).expecting(200);
            device.askForToken().expecting(401, "untrusted");
            withToken.get("/user/currentUser").expecting(200);
            acme.put(anchor("acme", issuing), Map.of("status", "ENABLED")).expecting(200);
            device.askForToken().expecting(200);
            acme.delete(anchor("acme", issuing)).expecting(204);
            device.askForToken().expecting(401, "untrusted");
        }
    }

    @Test
    void an_anchor_that_expires_refuses_the_next_request_on_an_open_connection() {
        try (RunningServer server = RunningServer.in(folder);
                ApiClient operator = ApiClient.ofOperator(server);
                ApiClient acme = operator.createTenant("acme", "acme.example")) {
            Instant end = server.clock().instant().plus(Duration.ofMinutes(10));
            TestCa brief = TestCa.root("Brief", spec -> spec.valid(end.minus(Duration.ofDays(9)), end));
            acme.trust("acme", brief).expecting(201);
            try (DeviceClient device = DeviceClient.of(server, brief.device("pump-1"))) {
                server.clock().set(end);
                device.askForToken().expecting(200);

                server.clock().set(end.plusSeconds(1));
                HttpReply refusal = device.askForToken().expecting(401, "expired");
                assertThat(refusal.text("detail")).contains("CN=Brief");
            }
        }
    }

    @Test
    void an_intermediate_that_expires_refuses_the_next_request() {
        try (RunningServer server = RunningServer.in(folder);
                ApiClient operator = ApiClient.ofOperator(server);
                ApiClient acme = operator.createTenant("acme", "acme.example")) {
            Instant end = server.clock().instant().plus(Duration.ofMinutes(10));
            TestCa brief = root.issuing("Brief", spec -> spec.valid(end.minus(Duration.ofDays(9)), end));
            acme.trust("acme", root).expecting(201);
            acme.post("/tenant/tenants/acme/trusted-certificates?addToTrustStore=false", upload(brief))
                    .expecting(201);
            try (DeviceClient device = DeviceClient.of(server, brief.device("pump-1"))) {
                device.askForToken().expecting(200);

                server.clock().set(end.plusSeconds(1));
                device.askForToken().expecting(401, "expired");
            }
        }
    }

    @Test
    void the_loss_of_an_anchor_is_told_before_it_happens() {
        try (RunningServer server = RunningServer.in(folder);
                ApiClient operator = ApiClient.ofOperator(server);
                ApiClient acme = operator.createTenant("acme", "acme.example")) {
            acme.trust("acme", root).expecting(201);
            for (String name : List.of("pump-1", "pump-2", "pump-2")) {
                DeviceClient.of(server, root.device(name)).token();
            }
            String impact = anchor("acme", root) + "?withImpact=true";
            assertThat(acme.get(impact)
                            .expecting(200)
                            .json()
                            .at("/impact/devices")
                            .asInt())
                    .isEqualTo(2);

            server.restart();
            assertThat(acmeAgain(server)
                            .get(impact)
                            .json()
                            .at("/impact/devices")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    private static ApiClient acmeAgain(RunningServer server) {
        return ApiClient.withPassword(server, "acme/admin", ApiClient.TENANT_PASSWORD);
    }

    @Test
    void a_bulk_is_uploaded_whole_or_not_at_all() {
        try (RunningServer server = RunningServer.in(folder);
                ApiClient operator = ApiClient.ofOperator(server);
                ApiClient acme = operator.createTenant("acme", "acme.example")) {
            String bulk = "/tenant/tenants/acme/trusted-certificates/bulk";

            assertThat(acme.post(bulk, Map.of("certificates", List.of(upload(root), upload(issuing), upload(root))))
                            .expecting(409, "conflict")
                            .text("message"))
                    .contains("index 2");
            acme.get(anchor("acme", root)).expecting(404, "not_found");

            acme.post(bulk, Map.of("certificates", List.of(upload(root), upload(issuing))))
                    .expecting(201);
            acme.get(anchor("acme", issuing)).expecting(200);
        }
    }

    /// The whole of docs/decisions/0009 over HTTP.
    @Test
    void a_shared_ca_goes_to_those_who_hold_its_key_and_stays_so_when_sharing_ends() throws Exception {
        TestDevice robot = root.device("robot-1");
        try (RunningServer server = RunningServer.sharingKeys(folder, true);
                ApiClient operator = ApiClient.ofOperator(server);
                ApiClient acme = operator.createTenant("acme", "acme.example");
                ApiClient globex = operator.createTenant("globex", "globex.example");
                DeviceClient device = DeviceClient.of(server, robot)) {
            assertThat(acme.get("/tenant/system/options/ssl/shared-truststore.enabled")
                            .text("value"))
                    .isEqualTo("true");
            acme.trust("acme", root).expecting(201);
            assertThat(globex.trust("globex", root)
                            .expecting(201)
                            .json()
                            .path("effective")
                            .asBoolean(true))
                    .isFalse();
            String token = device.token();
            assertThat(tenantOf(server, token)).isEqualTo("acme");

            assertThat(prove(globex, "globex", root)
                            .expecting(200)
                            .json()
                            .path("effective")
                            .asBoolean())
                    .isTrue();
            assertThat(tenantOf(server, device.token())).isEqualTo("globex");
            ApiClient.withToken(server, token).get("/user/currentUser").expecting(401, "anchor_unproven");

            prove(acme, "acme", root).expecting(200);
            ApiClient.withToken(server, token).get("/user/currentUser").expecting(200);
            device.askForToken().expecting(401, "tenant_ambiguous");
            globex.delete("/user/globex/users/device_robot-1").expecting(204);
            assertThat(tenantOf(server, device.token())).isEqualTo("acme");
        }
        aThirdTenantIsRefusedAndTheDeviceStaysWhereItIs(robot);
    }

    private void aThirdTenantIsRefusedAndTheDeviceStaysWhereItIs(TestDevice robot) {
        try (RunningServer server = RunningServer.sharingKeys(folder, false);
                ApiClient operator = ApiClient.ofOperator(server);
                ApiClient initech = operator.createTenant("initech", "initech.example");
                DeviceClient device = DeviceClient.of(server, robot)) {
            initech.trust("initech", root).expecting(409, "conflict");
            assertThat(tenantOf(server, device.token())).isEqualTo("acme");
        }
    }

    private static String tenantOf(RunningServer server, String token) {
        try (ApiClient api = ApiClient.withToken(server, token)) {
            return api.get("/tenant/currentTenant").expecting(200).text("name");
        }
    }
}
