package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.edge.config.Settings.Engine;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Server name, host and certificate agree, or there is no token (threats: CVE-2025-66614, CVE-2018-21246).
class HostNameJourneyTest {
    private static final TestCa OF_ACME = TestCa.root("Acme Hosts Root");
    private static final TestCa OF_GLOBEX = TestCa.root("Globex Hosts Root");

    @TempDir
    Path folder;

    private static List<SNIServerName> serverName(String host) {
        return List.of(new SNIHostName(host));
    }

    @ParameterizedTest
    @CsvSource({"NATIVE, TLSv1.2", "NATIVE, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
    void the_host_name_of_another_tenant_is_misdirected_wherever_it_stands(Engine engine, String tls)
            throws IOException {
        try (RunningServer server = serverOfTwo(engine)) {
            TestDevice pump = OF_ACME.device("pump-1");
            SSLContext device = DeviceClient.context(server, pump);

            try (OpenConnection connection = OpenConnection.open(server, device, tls)) {
                OpenConnection.Reply refused = connection.askForTokenAt("globex.example");
                refused.expecting(421, "misdirected");
                assertThat(refused.body()).doesNotContainIgnoringCase("globex").contains("acme.example");
                connection.askForTokenAt("GLOBEX.example.:8443").expecting(421, "misdirected");
                assertThat(connection.askForTokenAt("acme.example").owner()).isEqualTo("acme/device_pump-1");
            }
            device = DeviceClient.context(server, pump); // knows no session, so that it does not resume one
            try (OpenConnection connection = OpenConnection.open(server, device, tls, serverName("globex.example"))) {
                connection.askForTokenAt("acme.example").expecting(421, "misdirected");
                connection.askForTokenAt("localhost").expecting(421, "misdirected");
            }
            device = DeviceClient.context(server, pump);
            try (OpenConnection connection = OpenConnection.open(server, device, tls, serverName("acme.example"))) {
                connection.askForTokenAt("globex.example").expecting(421, "misdirected");
                assertThat(connection.askForTokenAt("acme.example:8443").owner())
                        .isEqualTo("acme/device_pump-1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"NATIVE, TLSv1.2", "NATIVE, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
    void a_resumed_session_does_not_hide_the_server_name(Engine engine, String tls) throws IOException {
        try (RunningServer server = serverOfTwo(engine)) {
            SSLContext device = DeviceClient.context(server, OF_ACME.device("pump-1"));
            long created;
            try (OpenConnection first = OpenConnection.open(server, device, tls, serverName("globex.example"))) {
                created = first.sessionCreated();
                first.askForTokenAt("acme.example").expecting(421, "misdirected");
            }
            try (OpenConnection resumed = OpenConnection.open(server, device, tls, serverName("globex.example"))) {
                assertThat(resumed.sessionCreated())
                        .as("the session was resumed")
                        .isEqualTo(created);
                resumed.askForTokenAt("acme.example").expecting(421, "misdirected");
            }
        }
    }

    /// The device of one tenant at the address, the loopback name, the operator's or no tenant's name.
    @ParameterizedTest
    @CsvSource({"localhost", "127.0.0.1", "[::1]:8443", "management.localhost", "device-gateway.example", "acme.example"
    })
    void a_host_name_of_no_other_tenant_is_served(String host) throws IOException {
        try (RunningServer server = serverOfTwo(Engine.AUTO);
                ApiClient globex = ApiClient.withPassword(server, "globex/admin", ApiClient.TENANT_PASSWORD)) {
            globex.trust("globex", OF_GLOBEX).expecting(201);
            ApiClient.ofOperator(server)
                    .put("/tenant/tenants/globex", Map.of("domain", "localhost"))
                    .expecting(200);
            SSLContext device = DeviceClient.context(server, OF_ACME.device("pump-1"));

            try (OpenConnection connection = OpenConnection.open(server, device, "TLSv1.3")) {
                assertThat(connection.askForTokenAt(host).owner()).isEqualTo("acme/device_pump-1");
            }
        }
    }

    /// Several hosts in one request, or none: it is the certificate that says whose token it is.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "421 |                       | Host: acme.example         | Host: globex.example",
                "421 |                       | Host: globex.example       | Host: acme.example",
                "421 | https://acme.example  | Host: globex.example       | Accept: */*",
                "200 | https://globex.example| Host: acme.example         | Accept: */*",
                "200 |                       | Host: globex.example/      | X-Forwarded-Host: acme.example",
                "200 |                       | Host:                      | X-Forwarded-Host: globex.example",
                "200 |                       | Accept: */*                | Forwarded: host=globex.example",
                "200 |                       | Host: user@globex.example  | Accept: */*",
            })
    void a_host_that_is_not_one_plain_name_never_opens_another_tenant(
            int status, @Nullable String origin, String host, String other) throws IOException {
        try (RunningServer server = serverOfTwo(Engine.AUTO)) {
            SSLContext device = DeviceClient.context(server, OF_ACME.device("pump-1"));
            try (OpenConnection connection = OpenConnection.open(server, device, "TLSv1.3")) {
                String target = Objects.toString(origin, "") + "/devicecontrol/deviceAccessToken";
                OpenConnection.Reply reply = connection.send("POST " + target + " HTTP/1.1", host, other);
                assertThat(reply.status()).as(reply.body()).isEqualTo(status);
                if (status == 200) {
                    assertThat(reply.owner()).isEqualTo("acme/device_pump-1");
                }
            }
            try (OpenConnection honest = OpenConnection.open(server, device, "TLSv1.3")) {
                assertThat(honest.askForToken().owner()).isEqualTo("acme/device_pump-1");
            }
        }
    }

    private RunningServer serverOfTwo(Engine engine) {
        RunningServer server = RunningServer.in(folder, engine);
        try (ApiClient operator = ApiClient.ofOperator(server)) {
            operator.createTenant("acme", "acme.example").trust("acme", OF_ACME).expecting(201);
            operator.createTenant("globex", "globex.example");
        }
        return server;
    }
}
