package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.edge.config.Settings.Engine;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table in docs/compatibility.md, cell by cell: which keys get a device through the handshake and to its token.
class HandshakeKeysJourneyTest {
    private static final Path TABLE = Path.of("docs/compatibility.md");

    /// What KeyPolicy refuses, whatever the handshake does.
    private static final Set<KeyType> REFUSED = EnumSet.of(KeyType.RSA_1024, KeyType.ED448, KeyType.DSA_2048);

    @TempDir
    static Path folder;

    private static final Map<Engine, RunningServer> SERVERS = new EnumMap<>(Engine.class);

    record Cell(KeyType key, Engine engine, String tls, boolean accepted) {}

    @BeforeAll
    static void start() {
        for (Engine engine : EnumSet.of(Engine.NATIVE, Engine.JDK)) {
            RunningServer server = RunningServer.in(folder.resolve(engine.name()), engine);
            SERVERS.put(engine, server);
            try (ApiClient acme = ApiClient.ofOperator(server).createTenant("acme", "acme.example")) {
                accepted().forEach(type -> acme.trust("acme", caOf(type)).expecting(201));
            }
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(RunningServer::close);
    }

    private static final Map<KeyType, TestCa> CAS = new EnumMap<>(KeyType.class);

    private static TestCa caOf(KeyType type) {
        return CAS.computeIfAbsent(type, _ -> TestCa.root("CA with " + type, spec -> spec.key(type)));
    }

    private static Stream<KeyType> accepted() {
        return EnumSet.complementOf(EnumSet.copyOf(REFUSED)).stream();
    }

    static Stream<Cell> cells() throws IOException {
        List<List<String>> rows = rows();
        List<String> head = rows.getFirst();
        return rows.stream()
                .skip(1)
                .flatMap(row -> Stream.iterate(1, column -> column < head.size(), column -> column + 1)
                        .map(column -> cell(row.getFirst(), head.get(column), row.get(column))));
    }

    private static List<List<String>> rows() throws IOException {
        try (Stream<String> lines = Files.lines(TABLE)) {
            return lines.filter(line -> line.startsWith("| "))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                            .map(String::strip)
                            .toList())
                    .toList();
        }
    }

    private static Cell cell(String key, String column, String sign) {
        assertThat(sign).isIn("✓", "✗");
        String[] engineAndVersion = column.split(", ", 2);
        return new Cell(
                KeyType.valueOf(key),
                Engine.valueOf(engineAndVersion[0].toUpperCase(Locale.ROOT)),
                engineAndVersion[1],
                sign.equals("✓"));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void the_table_is_true(Cell cell) {
        var server = Objects.requireNonNull(SERVERS.get(cell.engine()));
        TestCa ca = caOf(cell.key());
        String name = "pump-" + cell.key() + "-" + cell.tls();
        try (DeviceClient device = DeviceClient.of(server, ca.device(name, spec -> spec.key(cell.key())), cell.tls())) {
            if (cell.accepted()) {
                device.askForToken().expecting(200);
            } else {
                assertNoWay(device);
            }
        }
        try (DeviceClient honest = DeviceClient.of(server, caOf(KeyType.P256).device("honest"), cell.tls())) {
            honest.askForToken().expecting(200);
        }
    }

    /// A client that finds nothing to prove its key with sends no certificate or ends the handshake.
    private static void assertNoWay(DeviceClient device) {
        HttpReply reply;
        try {
            reply = device.askForToken();
        } catch (UncheckedIOException ended) {
            assertThat(ended)
                    .hasCauseInstanceOf(SSLException.class)
                    .hasMessageContaining("No supported CertificateVerify signature algorithm");
            return;
        }
        reply.expecting(401, "no_client_certificate");
        assertThat(reply.text("hint")).contains("--tls-engine jdk");
    }

    @Test
    void it_names_every_key_that_is_accepted_and_the_jdks_engine_takes_them_all() throws IOException {
        assertThat(cells().map(Cell::key).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(accepted().toList());
        assertThat(cells().filter(cell -> cell.engine() == Engine.JDK)).allMatch(Cell::accepted);
    }
}
