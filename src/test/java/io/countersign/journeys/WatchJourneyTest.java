package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.countersign.RunningServer;
import io.countersign.testing.TestCa;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What is seen of the server from outside.
class WatchJourneyTest {
    private static final TestCa CA = TestCa.root("Watched Root");

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static ApiClient acme;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        acme = ApiClient.ofOperator(server).createTenant("acme", "acme.example");
        acme.trust("acme", CA).expecting(201);
    }

    @AfterAll
    static void stop() {
        acme.close();
        server.close();
    }

    private static HttpReply management(String path) {
        return Management.of(server, path);
    }

    @Test
    void health_says_that_the_server_lives_and_serves() {
        assertThat(management("/health/live").expecting(200).body()).contains("live");
        assertThat(management("/health/ready").expecting(200).body()).contains("ready");
        management("/nothing").expecting(404);
    }

    @Test
    void metrics_count_tokens_by_result_and_refusals_by_reason() {
        DeviceClient device = DeviceClient.of(server, CA.device("counted"));
        device.askForToken().expecting(200);
        device.askForToken().expecting(200);
        DeviceClient.withoutCertificate(server).askForToken().expecting(401, "no_client_certificate");

        String metrics = management("/metrics").expecting(200).body();

        assertThat(metrics)
                .containsPattern("countersign_tokens_total\\{result=\"issued\"} [1-9]")
                .containsPattern("countersign_tokens_total\\{result=\"handed_back\"} [1-9]")
                .containsPattern("countersign_refusals_total\\{reason=\"no_client_certificate\"} [1-9]")
                .containsPattern("countersign_tls_connections_total [1-9]")
                .containsPattern("countersign_store_commits_total [1-9]")
                .containsPattern("countersign_device_lookups_hit_total [1-9]")
                .containsPattern("countersign_cryptography\\{signatures=\"\\w+\",tls=\"(BoringSSL|JDK)\"} 1")
                .contains("countersign_requests_seconds_bucket")
                .doesNotContain("counted");
    }

    @Test
    void one_line_is_logged_for_a_request_without_its_token() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var requests = (Logger) LoggerFactory.getLogger("request");
        requests.addAppender(lines);
        String token;
        try {
            token = DeviceClient.of(server, CA.device("logged")).token();
            ApiClient.withToken(server, token).get("/user/currentUser").expecting(200);
            // A line is written once its answer was sent, so the client may be here first.
            await().until(() -> linesOfTheDevice(lines).size() == 2);
        } finally {
            requests.detachAppender(lines);
        }

        List<String> written = linesOfTheDevice(lines);
        assertThat(written).hasSize(2);
        assertThat(written.getFirst())
                .contains("device=\"logged\"", "tenant=\"acme\"", "result=\"issued\"", "status=\"200\"");
        assertThat(written.getLast()).contains("user=\"device_logged\"", "route=\"/user/currentUser\"");
        assertThat(written).noneMatch(line -> line.contains(token));
    }

    /// A server of another test may still write its last line.
    private static List<String> linesOfTheDevice(ListAppender<ILoggingEvent> lines) {
        return List.copyOf(lines.list).stream()
                .map(event -> String.valueOf(event.getKeyValuePairs()))
                .filter(line -> line.contains("logged\""))
                .toList();
    }
}
