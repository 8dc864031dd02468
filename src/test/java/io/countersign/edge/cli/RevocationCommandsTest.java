package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Pem;
import io.countersign.testing.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `revocation` and `crl`: how a certificate is named, what is sent and written, and what is printed.
class RevocationCommandsTest {
    private static final TestCa CA = TestCa.root("Acme Root");
    private static final String TAKEN = "{\"serialNumber\": \"1a2b\", \"issuer\": \"CN=Acme\"}";

    @TempDir
    Path folder;

    private FakeServer server;

    @BeforeEach
    void start() throws Exception {
        server = FakeServer.in(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandRun run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", server.url(), "--data", folder.toString(), "--user", "acme/admin"));
        return CommandRun.of(CommandRun.NO_SERVER, Map.of("COUNTERSIGN_PASSWORD", "open-sesame"), all);
    }

    private String file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void a_certificate_is_taken_back_by_its_file() throws Exception {
        server.answers(201, TAKEN);

        CommandRun run = run(
                "revocation",
                "add",
                "--certificate",
                file("pump.pem", CA.device("pump").pem()),
                "--reason",
                "superseded");

        assertThat(run.out()).isEqualTo("Took back 1a2b of CN=Acme. It and its tokens are refused from now on.\n");
        assertThat(server.asked().getFirst().line()).isEqualTo("POST /countersign/revocations");
        assertThat(server.asked().getFirst().body())
                .startsWith("{\"certificate\":\"-----BEGIN CERTIFICATE-----")
                .endsWith("\"reason\":\"superseded\"}");
    }

    @Test
    void a_serial_number_is_taken_back_with_its_issuer_or_whoever_issued_it() {
        server.answers(201, TAKEN).answers(201, "{\"serialNumber\": \"7\"}");

        run("revocation", "add", "1A:2B", "--issuer", "CN=Acme");
        CommandRun alone = run("revocation", "add", "7");

        assertThat(server.asked().getFirst().body()).isEqualTo("{\"serialNumber\":\"1A:2B\",\"issuer\":\"CN=Acme\"}");
        assertThat(alone.out()).startsWith("Took back 7, whoever issued it. ");
    }

    @Test
    void what_was_taken_back_by_its_file_is_undone_by_its_file() throws Exception {
        server.answers(204, "");
        X509Certificate pump = CA.device("pump").certificate();

        CommandRun run = run("revocation", "undo", "--certificate", file("pump.pem", Pem.of(pump)));

        String serial = pump.getSerialNumber().toString(16);
        assertThat(run.out()).isEqualTo("Undone: " + serial + " is no longer taken back by hand.\n");
        assertThat(server.asked().getFirst().line())
                .isEqualTo("DELETE /countersign/revocations/" + serial + "?issuer=CN%3DAcme%20Root");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7 --certificate pump.pem",
                "--certificate pump.pem --issuer CN=A",
                "--issuer CN=A",
                "7 --fingerprint ab",
                "--fingerprint ab --certificate pump.pem",
                "--fingerprint ab --issuer CN=A",
            })
    void a_certificate_is_named_in_exactly_one_way(String words) {
        for (String command : List.of("add", "undo")) {
            var arguments = new ArrayList<>(List.of("revocation", command));
            arguments.addAll(List.of(words.split(" ")).stream()
                    .filter(word -> !word.isEmpty())
                    .toList());

            CommandRun run = run(arguments.toArray(String[]::new));

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("error: Give either --certificate, or --fingerprint, or SERIAL with or without"
                            + " --issuer.\n");
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_file_that_holds_a_chain_does_not_say_which_certificate_is_meant() throws Exception {
        String chain = file("chain.pem", CA.device("pump").pem() + CA.pem());

        CommandRun run = run("revocation", "add", "--certificate", chain);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("error: " + chain + " holds 2 certificates, not one.");
        assertThat(run("revocation", "add", "--certificate", "missing.pem").err())
                .startsWith("error: There is no file missing.pem.");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_table_is_sent_as_it_is() throws Exception {
        server.answers(204, "");
        String table = file("lost.csv", "SERIALNO,DATE\n1a2b,\n");

        assertThat(run("revocation", "import", table).out()).isEqualTo("Took back what stands in " + table + ".\n");

        assertThat(server.asked().getFirst().line()).isEqualTo("PUT /tenant/trusted-certificates/settings/crl");
        assertThat(server.asked().getFirst().body()).isEqualTo("SERIALNO,DATE\n1a2b,\n");
    }

    @Test
    void a_table_that_is_too_long_for_the_server_is_not_sent() throws Exception {
        CommandRun run = run("revocation", "import", file("long.csv", "x".repeat((1 << 20) + 1)));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("is larger than 1048576 bytes.");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void lists_tell_who_took_back_what_and_who_undid_it() {
        server.answers(200, """
                {"revocations": [{"serialNumber": "7", "reason": "unspecified", "revocationDate": "2026",
                  "revokedBy": "joe"}, {"fingerprint": "ab12", "reason": "superseded", "revocationDate": "2025",
                  "revokedBy": "jim"}]}""").answers(200, """
                {"events": [{"serialNumber": "7", "reason": "unspecified", "time": "2026", "by": "joe",
                  "action": "undone"}]}""");

        assertThat(run("revocation", "list").out()).isEqualTo("""
                SERIAL NUMBER  ISSUER  REASON       TAKEN BACK  BY   FINGERPRINT
                7              -       unspecified  2026        joe  -
                -              -       superseded   2025        jim  ab12
                """);
        assertThat(run("revocation", "events").out()).isEqualTo("""
                TIME  ACTION  SERIAL NUMBER  ISSUER  REASON       BY   FINGERPRINT
                2026  undone  7              -       unspecified  joe  -
                """);
    }

    @Test
    void a_list_of_a_ca_is_uploaded_and_shown() throws Exception {
        String kept = "{\"id\": \"0a\", \"issuer\": \"CN=Acme\", \"revokedCertificates\": 3, \"source\": \"upload\"}";
        server.answers(201, kept).answers(200, "{\"crls\": [" + kept + "]}");

        assertThat(run("crl", "upload", file("acme.crl", "the list")).out())
                .isEqualTo("Kept 0a of CN=Acme, revoked certificates: 3.\n");
        assertThat(run("crl", "list").out()).isEqualTo("""
                ID  NUMBER  REVOKED  ISSUED  NEXT DUE  SOURCE  ISSUER
                0a  -       3        -       -         upload  CN=Acme
                """);

        assertThat(server.asked().getFirst().line()).isEqualTo("POST /countersign/crls");
        assertThat(server.asked().getFirst().body()).isEqualTo("the list");
    }

    @Test
    void the_tenants_own_list_and_its_signer_are_written_to_files() {
        server.answers(200, "the list").answers(200, "the certificate").answers(200, "the list");
        Path list = folder.resolve("own.crl");
        Path signer = folder.resolve("signer.pem");

        CommandRun run = run("crl", "download", list.toString(), "--signer", signer.toString());

        assertThat(run.out().lines()).hasSize(2);
        assertThat(list).hasContent("the list");
        assertThat(signer).hasContent("the certificate");
        assertThat(run("crl", "download", folder.resolve("again.crl").toString())
                        .exitCode())
                .isZero();
        assertThat(server.asked())
                .extracting(FakeServer.Asked::line)
                .containsExactly(
                        "GET /tenant/trusted-certificates/settings/crl",
                        "GET /countersign/crl-signer",
                        "GET /tenant/trusted-certificates/settings/crl");
    }

    @Test
    void a_download_that_is_refused_leaves_no_file() {
        server.answers(403, "{\"message\": \"Access is denied.\", \"reason\": \"forbidden\"}");
        Path list = folder.resolve("own.crl");

        CommandRun run = run("crl", "download", list.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("error: Access is denied. (403, forbidden)\n");
        assertThat(list).doesNotExist();
    }

    @Test
    void what_is_done_is_json_for_machines() {
        server.answers(201, TAKEN).answers(204, "");

        assertThat(run("revocation", "add", "1a2b", "--json").out()).contains("\"serialNumber\" : \"1a2b\"");
        assertThat(run("revocation", "undo", "1a2b", "--json").out()).isEmpty();
    }
}
