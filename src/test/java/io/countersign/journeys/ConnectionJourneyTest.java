package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.core.trust.Fingerprint;
import io.countersign.edge.config.Settings.Engine;
import io.countersign.testing.TestCa;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Open connections and resumed sessions spare a handshake, never a decision (threats: CVE-2025-23419, CVE-2025-23048,
/// spire #6715).
class ConnectionJourneyTest {
    private static final TestCa ROOT = TestCa.root("Connection Root");
    private static final TestCa ISSUING = ROOT.issuing("Connection Issuing CA");

    private static final int PATIENCE_MILLIS = 10_000;

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

    /// RFC 5246, 7.2.1. The client of this test leaves its own end open, so that only the server can have closed.
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_device_that_says_it_closes_is_answered_and_the_connection_closed_at_once(String tls) throws Exception {
        try (RunningServer server = RunningServer.in(folder, Engine.NATIVE);
                var wire = new Socket("localhost", server.devicePort())) {
            wire.setSoTimeout(PATIENCE_MILLIS);
            SSLContext device = DeviceClient.context(server, ISSUING.device("pump-1"), ISSUING);
            var secured = (SSLSocket) device.getSocketFactory().createSocket(wire, "localhost", wire.getPort(), false);
            secured.setEnabledProtocols(new String[] {tls});
            secured.startHandshake();

            secured.close(); // returns when the server has said that it closes, too

            assertThat(wire.isClosed()).isFalse();
            assertThat(wire.getInputStream().read()).isEqualTo(-1);
        }
    }
}
