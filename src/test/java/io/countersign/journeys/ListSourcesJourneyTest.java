package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.core.trust.Fingerprint;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.OutsideServer;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Which lists are fetched at all, and how it stands with them.
class ListSourcesJourneyTest {
    @TempDir
    Path folder;

    private FetchingStage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new FetchingStage(folder);
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
    }

    @Test
    void a_tenant_may_say_where_the_list_of_a_ca_is_that_does_not_say_it() {
        TestDevice pump = FetchingStage.ROOT.device("pump-1");
        stage.answer(FetchingStage.answering(CrlSpec.of(FetchingStage.ROOT).revoking(pump.certificate())));
        String fingerprint = Fingerprint.of(FetchingStage.ROOT.certificate()).hex();
        stage.acme()
                .setOption(
                        "crl.urls", fingerprint, stage.outside().uri("/set.crl").toString())
                .expecting(200);
        try (DeviceClient listed = stage.client(pump);
                DeviceClient good = stage.client(FetchingStage.ROOT.device("pump-2"))) {
            await().untilAsserted(() -> listed.askForToken().expecting(401, "revoked"));
            good.askForToken().expecting(200);
        }
    }

    @Test
    void nothing_that_an_unproven_certificate_names_is_ever_called() throws IOException {
        TestCa stranger = TestCa.root("Acme Root");
        TestCa below = stranger.issuing("Stranger", stage.naming("/ca.crl"));
        try (DeviceClient forged = DeviceClient.withChain(
                        stage.server(), below.device("pump-1", stage.naming("/a.crl")), "TLSv1.3", below);
                DeviceClient signedByDevice = stage.client(FetchingStage.ROOT.device(
                        "pump-2", spec -> stage.naming("/b.crl").apply(spec).signedByStranger()));
                DeviceClient expired = stage.client(FetchingStage.ROOT.device(
                        "pump-3", spec -> stage.naming("/c.crl").apply(spec).expired()))) {
            forged.askForToken().expecting(401);
            signedByDevice.askForToken().expecting(401);
            expired.askForToken().expecting(401, "expired");
            assertThat(stage.acme()
                            .get(FetchingStage.SOURCES)
                            .json()
                            .path("sources")
                            .size())
                    .isZero();

            stage.option("crl.online.check.enabled", "false");
            try (DeviceClient unasked = stage.client(stage.pump("pump-4"))) {
                unasked.askForToken().expecting(200);
            }
            assertThat(stage.outside().connectionsSoFar()).isZero();

            stage.option("crl.online.check.enabled", "true");
            try (DeviceClient proven = stage.client(stage.pump("pump-5"))) {
                stage.awaitToken(proven);
            }
            assertThat(stage.outside().requests()).hasSize(1).first().asString().contains("/acme.crl");
        }
    }

    @Test
    void an_anchor_that_is_gone_takes_its_list_off_the_schedule() {
        try (DeviceClient device = stage.client(stage.pump("pump-1"))) {
            stage.awaitToken(device);
            String fingerprint = stage.acme()
                    .get("/tenant/tenants/acme/trusted-certificates")
                    .json()
                    .path("certificates")
                    .get(0)
                    .path("fingerprint")
                    .asString();
            stage.acme()
                    .delete("/tenant/tenants/acme/trusted-certificates/" + fingerprint)
                    .expecting(204);

            stage.server().clock().advance(Duration.ofHours(13));

            await().untilAsserted(() -> assertThat(stage.acme()
                            .get(FetchingStage.SOURCES)
                            .json()
                            .path("sources")
                            .size())
                    .isZero());
            assertThat(stage.outside().requests()).hasSize(1);
        }
    }

    @Test
    void how_it_stands_is_told_with_readiness_and_metrics() {
        stage.answer((_, out) -> out.write(OutsideServer.text("HTTP/1.1 404 Gone\nContent-Length: 0", "")));
        stage.option("crl.failure.policy", "open");
        try (DeviceClient device = stage.client(stage.pump("pump-1"))) {
            device.askForToken().expecting(200);
            stage.awaitFailure();

            JsonNode details = Management.of(stage.server(), "/health/ready")
                    .expecting(200)
                    .json()
                    .path("details");
            assertThat(details.path("countersign_crl_sources_failing").asInt()).isEqualTo(1);
            assertThat(details.path("countersign_revocation_passed_open").asInt())
                    .as("a request that has to wait for the disk is decided twice")
                    .isPositive();
            Optional<String> line = Management.of(stage.server(), "/metrics")
                    .expecting(200)
                    .body()
                    .lines()
                    .filter(it -> it.startsWith("countersign_crl_fetch_failures_total"))
                    .findFirst();
            assertThat(line).hasValueSatisfying(it -> assertThat(it).endsWith(" 1.0"));
        }
    }
}
