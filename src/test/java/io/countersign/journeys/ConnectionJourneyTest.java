package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.core.trust.Fingerprint;
import io.countersign.edge.config.Settings.Engine;
import io.countersign.testing.TestCa;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Open connections and resumed sessions spare a handshake, never a decision (threats: CVE-2025-23419, CVE-2025-23048,
/// spire #6715).
class ConnectionJourneyTest {
    private static final TestCa ROOT = TestCa.root("Connection Root");
    private static final TestCa ISSUING = ROOT.issuing("Connection Issuing CA");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"NATIVE, TLSv1.2", "NATIVE, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
    void a_connection_and_a_resumed_session_are_judged_anew_at_each_request(Engine engine, String tls)
            throws Exception {
        try (RunningServer server = RunningServer.in(folder, engine);
                ApiClient acme = ApiClient.ofOperator(server).createTenant("acme", "localhost")) {
            acme.trust("acme", ROOT).expecting(201);
            SSLContext device = DeviceClient.context(server, ISSUING.device("pump-1"), ISSUING);
            String anchor = "/tenant/tenants/acme/trusted-certificates/"
                    + Fingerprint.of(ROOT.certificate()).hex();

            long created;
            try (OpenConnection connection = OpenConnection.open(server, device, tls)) {
                created = connection.sessionCreated();
                assertThat(connection.askForToken().status()).isEqualTo(200);
                assertThat(connection.askForToken("X-Ssl-Cert-Chain: garbage").status())
                        .isEqualTo(400);
                assertThat(connection.askForToken().status()).isEqualTo(200);
                acme.put(anchor, Map.of("status", "DISABLED")).expecting(200);
                assertThat(connection.askForToken().body()).contains("anchor_disabled");
            }
            try (OpenConnection resumed = OpenConnection.open(server, device, tls)) {
                assertThat(resumed.sessionCreated())
                        .as("the session was resumed")
                        .isEqualTo(created);
                assertThat(resumed.askForToken().body()).contains("anchor_disabled");
                acme.put(anchor, Map.of("status", "ENABLED")).expecting(200);
                assertThat(resumed.askForToken().status()).isEqualTo(200);
            }
        }
    }
}
