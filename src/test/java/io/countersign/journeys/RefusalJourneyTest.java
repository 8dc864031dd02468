package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.core.trust.Fingerprint;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Who looks after devices is told which were refused, and why.
class RefusalJourneyTest {
    private static final String REFUSALS = "/countersign/refusals";
    private static final TestCa ROOT = TestCa.root("Acme Root");

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

    private static List<JsonNode> entries(ApiClient client, String query) {
        return client.get(REFUSALS + query)
                .expecting(200)
                .json()
                .path("refusals")
                .valueStream()
                .toList();
    }

    private void ask(TestDevice device, int times, String reason) {
        try (DeviceClient client = DeviceClient.of(server, device)) {
            for (int i = 0; i < times; i++) {
                client.askForToken().expecting(401, reason);
            }
        }
    }

    @Test
    void a_refused_device_stands_in_its_tenants_ledger_with_the_reason_counted_and_survives_a_restart() {
        TestDevice old = ROOT.device("pump-1", CertificateSpec::expired);
        ask(old, 5, "expired");

        JsonNode entry = entries(acme, "").getFirst();
        assertThat(entries(acme, "")).hasSize(1);
        assertThat(entry.path("device").asString()).isEqualTo("pump-1");
        assertThat(entry.path("reason").asString()).isEqualTo("expired");
        assertThat(entry.path("count").asInt()).isEqualTo(5);
        assertThat(entry.path("certificate").asString()).isEqualTo("CN=pump-1");
        assertThat(entry.path("detail").asString()).startsWith("Certificate 'CN=pump-1' expired at ");
        assertThat(entry.path("source").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.path("leafFingerprint").asString())
                .isEqualTo(Fingerprint.of(old.certificate()).hex());
        assertThat(entry.path("anchorFingerprint").asString())
                .isEqualTo(Fingerprint.of(ROOT.certificate()).hex());
        assertThat(entries(globex, "")).isEmpty();
        assertThat(entries(operator, "?tenant=acme")).hasSize(1);

        server.restart();
        try (ApiClient again = ApiClient.withPassword(server, "acme/admin", ApiClient.TENANT_PASSWORD)) {
            assertThat(entries(again, "").getFirst().path("count").asInt()).isEqualTo(5);
        }
    }

    @Test
    void strangers_and_requests_that_show_nothing_stand_in_the_operators_ledger() {
        ask(TestCa.root("Stranger").device("who"), 2, "untrusted");
        ask(TestCa.root("Acme Root").device("liar"), 1, "bad_signature");
        DeviceClient.withoutCertificate(server).askForToken().expecting(401, "no_client_certificate");
        try (DeviceClient client =
                DeviceClient.of(server, ROOT.device("pump-2")).sendingChain("garbage")) {
            client.askForToken().expecting(400, "chain_unreadable");
        }

        assertThat(entries(operator, "").stream()
                        .map(entry -> entry.path("reason").asString()))
                .containsExactlyInAnyOrder("untrusted", "no_client_certificate", "chain_unreadable");
        assertThat(entries(acme, "").stream().map(entry -> entry.path("reason").asString()))
                .as("who claims to be of acme concerns acme")
                .containsExactly("bad_signature");
    }

    @Test
    void entries_are_found_by_device_reason_and_time_and_what_makes_no_sense_is_refused() {
        ask(ROOT.device("pump-1", CertificateSpec::expired), 1, "expired");
        ask(ROOT.device("pump-2", CertificateSpec::ca), 1, "leaf_is_ca");

        assertThat(entries(acme, "?device=pump-1")).hasSize(1);
        assertThat(entries(acme, "?reason=leaf_is_ca")).hasSize(1);
        assertThat(entries(acme, "?since=PT1H")).hasSize(2);
        assertThat(entries(acme, "?since=2026-06-15T12:00:00Z")).hasSize(2);
        server.clock().advance(Duration.ofSeconds(2));
        assertThat(entries(acme, "?since=2026-06-15T12:00:01Z")).isEmpty();
        assertThat(entries(acme, "?pageSize=1&currentPage=2")).hasSize(1);
        acme.get(REFUSALS + "?since=yesterday").expecting(422, "invalid_data");
        acme.get(REFUSALS + "?since=PT9999999999999999999H").expecting(422, "invalid_data");
        assertThat(entries(acme, "?since=P99999999999D")).hasSize(2);
        assertThat(entries(acme, "?since=%2B999999999-12-31T23:59:59Z")).isEmpty();
        acme.get(REFUSALS + "?tenant=globex").expecting(403, "forbidden");
        operator.get(REFUSALS + "?tenant=t01").expecting(404, "not_found");
    }
}
