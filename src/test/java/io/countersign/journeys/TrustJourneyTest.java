package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.core.trust.Fingerprint;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tenant is found from the certificate, and what an administrator decides holds at the next request.
class TrustJourneyTest {
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
    }

    @AfterAll
    static void stop() {
        operator.close();
        acme.close();
        globex.close();
        server.close();
    }

    private static String anchor(String tenant, TestCa ca) {
        return "/tenant/tenants/" + tenant + "/trusted-certificates/"
                + Fingerprint.of(ca.certificate()).hex();
    }

    /// Two CAs of one name are told apart by their keys (threats: keycloak #52801, CA pinned by subject DN).
    @Test
    void two_tenants_whose_cas_have_the_same_name_never_get_each_others_devices() {
        TestCa ofAcme = TestCa.root("Factory CA");
        TestCa ofGlobex = TestCa.root("Factory CA");
        acme.trust("acme", ofAcme).expecting(201);
        globex.trust("globex", ofGlobex).expecting(201);

        assertThat(tenantOf(ofAcme.device("robot-1"))).isEqualTo("acme");
        assertThat(tenantOf(ofGlobex.device("robot-1"))).isEqualTo("globex");
        DeviceClient.of(server, TestCa.root("Factory CA").device("robot-1"))
                .askForToken()
                .expecting(401, "bad_signature");
    }

    private static String tenantOf(TestDevice device) {
        try (DeviceClient client = DeviceClient.of(server, device);
                ApiClient api = ApiClient.withToken(server, client.token())) {
            return api.get("/tenant/currentTenant").expecting(200).text("name");
        }
    }

    @Test
    void a_self_signed_device_certificate_may_be_its_own_anchor() {
        TestDevice device = TestCa.selfSignedDevice("tedge-1");
        DeviceClient client = DeviceClient.of(server, device);

        client.askForToken().expecting(401, "untrusted");
        acme.trust("acme", device.pem(), true).expecting(201);
        client.askForToken().expecting(200);
    }

    @Test
    void a_disabled_or_deleted_anchor_refuses_the_next_request_on_an_open_connection() {
        TestCa ca = TestCa.root("Short-lived trust");
        acme.trust("acme", ca).expecting(201);
        DeviceClient device = DeviceClient.of(server, ca.device("pump-1"));
        ApiClient withToken = ApiClient.withToken(server, device.token());

        acme.put(anchor("acme", ca), Map.of("status", "DISABLED")).expecting(200);
        device.askForToken().expecting(401, "anchor_disabled");
        withToken.get("/user/currentUser").expecting(401, "anchor_disabled");

        acme.put(anchor("acme", ca), Map.of("status", "ENABLED")).expecting(200);
        device.askForToken().expecting(200);
        withToken.get("/user/currentUser").expecting(200);

        acme.delete(anchor("acme", ca)).expecting(204);
        device.askForToken().expecting(401, "untrusted");
        withToken.get("/user/currentUser").expecting(401, "anchor_deleted");

        acme.trust("acme", ca).expecting(201);
        withToken.get("/user/currentUser").expecting(401, "anchor_deleted");
        ApiClient.withToken(server, device.token()).get("/user/currentUser").expecting(200);
    }

    @Test
    void a_device_is_refused_while_it_is_not_registered_or_disabled() {
        TestCa ca = TestCa.root("Careful CA");
        globex.trust("globex", ca.pem(), false).expecting(201);
        DeviceClient device = DeviceClient.of(server, ca.device("meter-1"));
        device.askForToken().expecting(422, "not_registered");

        globex.send(
                        "POST",
                        "/devicecontrol/bulkNewDeviceRequests",
                        BodyPublishers.ofString("ID\tAUTH_TYPE\nmeter-1\tCERTIFICATES\n"),
                        "Content-Type",
                        "text/csv")
                .expecting(201);
        ApiClient withToken = ApiClient.withToken(server, device.token());

        globex.put("/user/globex/users/device_meter-1", Map.of("enabled", false))
                .expecting(200);
        device.askForToken().expecting(403, "device_disabled");
        withToken.get("/user/currentUser").expecting(401, "device_disabled");

        globex.put("/user/globex/users/device_meter-1", Map.of("enabled", true)).expecting(200);
        device.askForToken().expecting(200);
        withToken.get("/user/currentUser").expecting(200);

        globex.delete("/user/globex/users/device_meter-1").expecting(204);
        device.askForToken().expecting(422, "not_registered");
        withToken.get("/user/currentUser").expecting(401, "not_registered");
    }

    @Test
    void a_suspended_tenant_gets_no_tokens_and_no_answers() {
        ApiClient initech = operator.createTenant("initech", "initech.example");
        TestCa ca = TestCa.root("Initech Root");
        initech.trust("initech", ca).expecting(201);
        DeviceClient device = DeviceClient.of(server, ca.device("printer"));
        ApiClient withToken = ApiClient.withToken(server, device.token());

        operator.put("/tenant/tenants/initech", Map.of("status", "SUSPENDED")).expecting(200);

        device.askForToken().expecting(403, "tenant_suspended");
        withToken.get("/user/currentUser").expecting(401, "tenant_suspended");
        initech.get("/tenant/currentTenant").expecting(401, "bad_credentials");
    }

    @Test
    void a_key_that_anchors_one_tenant_cannot_be_uploaded_by_another() {
        TestCa ca = TestCa.root("Contested Root");
        acme.trust("acme", ca).expecting(201);

        assertThat(acme.trust("acme", ca).expecting(409, "conflict").body())
                .contains("already uploaded to this tenant");
        assertThat(globex.trust("globex", ca).expecting(409, "conflict").body()).doesNotContain("acme");
    }

    @Test
    void a_header_alone_names_nobody_and_a_foreign_leaf_in_it_changes_nothing() {
        TestCa ca = TestCa.root("Honest Root");
        acme.trust("acme", ca).expecting(201);
        TestDevice victim = ca.device("victim");
        TestDevice stranger = TestCa.root("Stranger Root").device("stranger", spec -> spec.key(KeyType.P256));

        DeviceClient.withoutCertificate(server)
                .showing(victim.certificate())
                .askForToken()
                .expecting(401, "no_client_certificate");
        DeviceClient.of(server, stranger)
                .showing(victim.certificate(), ca.certificate())
                .askForToken()
                .expecting(401, "untrusted");
    }
}
