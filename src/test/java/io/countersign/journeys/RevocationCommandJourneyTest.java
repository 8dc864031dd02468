package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.Thumbprint;
import io.countersign.edge.cli.CommandRun;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An administrator takes a certificate back at the command line, and the device notices.
class RevocationCommandJourneyTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final TestDevice PUMP = ROOT.device("pump-1");
    private static final String SERIAL = PUMP.certificate().getSerialNumber().toString(16);

    @TempDir
    Path folder;

    private ServerProcess server;
    private DeviceClient pump;

    @BeforeEach
    void start() throws Exception {
        server = ServerProcess.serve(data());
        try (ApiClient operator = ApiClient.ofOperator(server.address(data()));
                ApiClient acme = operator.createTenant("acme", "acme.example")) {
            acme.trust("acme", ROOT).expecting(201);
        }
        pump = DeviceClient.of(server.address(data()), PUMP);
        Files.writeString(folder.resolve("password"), ApiClient.TENANT_PASSWORD);
        Files.writeString(folder.resolve("pump.pem"), PUMP.pem());
    }

    @AfterEach
    void stop() {
        pump.close();
        server.close();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private CommandRun command(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", "https://localhost:" + server.apiPort(), "--data", data().toString()));
        all.addAll(List.of("--user", "acme/admin", "--password-file", file("password")));
        return CommandRun.withInput("", all.toArray(String[]::new));
    }

    private String done(String... arguments) {
        CommandRun run = command(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.out();
    }

    @Test
    void a_certificate_is_taken_back_published_and_given_back() throws Exception {
        pump.askForToken().expecting(200);

        assertThat(done("revocation", "add", "--certificate", file("pump.pem"), "--reason", "key_compromise"))
                .startsWith("Took back " + SERIAL + " of CN=Acme Root.");
        pump.askForToken().expecting(401, "revoked");
        assertThat(done("revocation", "list")).contains(SERIAL, "CN=Acme Root", "key_compromise", "admin");

        done("crl", "download", file("own.crl"), "--signer", file("signer.pem"));
        var factory = CertificateFactory.getInstance("X.509");
        var list =
                (X509CRL) factory.generateCRL(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("own.crl"))));
        list.verify(
                factory.generateCertificate(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("signer.pem"))))
                        .getPublicKey());
        assertThat(list.getRevokedCertificate(PUMP.certificate())).isNotNull();

        done("revocation", "undo", "--certificate", file("pump.pem"));
        pump.askForToken().expecting(200);
        assertThat(done("revocation", "events")).contains("revoked", "undone");
        assertThat(command("revocation", "undo", SERIAL).err())
                .startsWith("error: No certificate with serial number " + SERIAL)
                .endsWith("(404, not_found)\n");
    }

    @Test
    void a_certificate_is_taken_back_by_the_fingerprint_that_openssl_prints() {
        String printed =
                Thumbprint.of(PUMP.certificate()).hex().toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");

        assertThat(done("revocation", "add", "--fingerprint", printed))
                .isEqualTo("Took back " + Thumbprint.of(PUMP.certificate()).hex()
                        + ". It and its tokens are refused from now on.\n");
        pump.askForToken().expecting(401, "revoked");
        assertThat(done("revocation", "list"))
                .contains(Thumbprint.of(PUMP.certificate()).hex());
        done("revocation", "undo", "--fingerprint", printed);
        pump.askForToken().expecting(200);
        assertThat(command("revocation", "undo", "--fingerprint", printed).err())
                .startsWith("error: No certificate with fingerprint " + printed + " was taken back by hand.");
    }

    @Test
    void a_table_of_serial_numbers_is_taken_whole_or_not_at_all() throws Exception {
        Files.writeString(folder.resolve("broken.csv"), "SERIALNO,DATE\n" + SERIAL + "\nxyz\n");
        Files.writeString(folder.resolve("lost.csv"), "SERIALNO,DATE\n" + SERIAL + ",2026-01-11T16:12:36.288Z\n");

        assertThat(command("revocation", "import", file("broken.csv")).exitCode())
                .isEqualTo(1);
        pump.askForToken().expecting(200);
        done("revocation", "import", file("lost.csv"));
        pump.askForToken().expecting(401, "revoked");
        done("revocation", "undo", SERIAL.toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:"));
        pump.askForToken().expecting(200);
    }

    @Test
    void a_list_of_the_ca_is_uploaded_and_removed() throws Exception {
        Instant now = Instant.now();
        CrlSpec list = CrlSpec.of(ROOT)
                .issuedAt(now.minusSeconds(60))
                .until(now.plus(Duration.ofDays(1)))
                .revoking(PUMP.certificate());
        Files.writeString(folder.resolve("acme.pem"), list.pem());

        String kept = done("crl", "upload", file("acme.pem"));
        assertThat(kept).endsWith("of CN=Acme Root, revoked certificates: 1.\n");
        pump.askForToken().expecting(401, "revoked");

        String id = kept.split(" ", -1)[1];
        assertThat(done("crl", "list")).contains(id, "upload", "CN=Acme Root");
        done("crl", "remove", id);
        pump.askForToken().expecting(200);
    }
}
