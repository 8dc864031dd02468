package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.cli.FakeServer.Asked;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `anchor` beyond single requests: what a loss would touch, and how possession is proven.
class AnchorCommandsTest {
    private static final String CODE = "c".repeat(158) + "+/";
    private static final String CODE_ANSWER = """
            {"proofOfPossessionUnsignedVerificationCode": "%s",
             "proofOfPossessionVerificationCodeUsableUntil": "2026-03-02T12:00:00.000Z"}""";

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

    private List<String> lines() {
        return server.asked().stream().map(Asked::line).toList();
    }

    @ParameterizedTest
    @CsvSource({"disable, PUT, Disabled", "remove, DELETE, Removed"})
    void a_loss_tells_how_many_devices_it_touches(String command, String method, String done) {
        String anchor = "/tenant/tenants/acme/trusted-certificates/0a0b";
        server.answers(200, "{\"impact\": {\"devices\": 1200}}").answers(200, "{}");

        assertThat(run("anchor", command, "0a0b").out())
                .isEqualTo(done + " 0a0b. Devices that last came through it and are refused from now on: 1200.\n");

        assertThat(lines()).containsExactly("GET " + anchor + "?withImpact=true", method + " " + anchor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "remove"})
    void a_rehearsal_changes_nothing(String command) {
        String body = "{\"impact\": {\"devices\": 7}}";
        server.answers(200, body).answers(200, body);

        assertThat(run("anchor", command, "0a0b", "--dry-run").out())
                .isEqualTo("Devices that last came through it and would be refused: 7.\n");
        assertThat(run("anchor", command, "0a0b", "--dry-run", "--json").out()).contains("\"devices\" : 7");
        assertThat(lines()).hasSize(2).allMatch(line -> line.startsWith("GET "));
    }

    @Test
    void an_intermediate_is_stored_from_its_file() throws Exception {
        server.answers(201, "{\"fingerprint\": \"0a0b\", \"subject\": \"CN=Issuing\"}");
        Path file = Files.writeString(
                folder.resolve("issuing.pem"),
                TestCa.root("Root").issuing("Issuing").pem());

        assertThat(run("anchor", "add", file.toString(), "--intermediate").exitCode())
                .isZero();

        assertThat(lines()).containsExactly("POST /tenant/tenants/acme/trusted-certificates?addToTrustStore=false");
    }

    @Test
    void an_upload_that_has_no_effect_yet_says_so() throws Exception {
        server.answers(201, "{\"fingerprint\": \"0a0b\", \"subject\": \"CN=Root\", \"effective\": false}");
        Path file = Files.writeString(
                folder.resolve("root.pem"), TestCa.root("Root").pem());

        assertThat(run("anchor", "add", file.toString()).out())
                .startsWith("Added 0a0b  CN=Root\nIt has no effect yet:")
                .contains("'anchor prove'");
    }

    @Test
    void a_list_tells_use_effect_and_proof() {
        server.answers(200, """
                {"certificates": [{"fingerprint": "0a0b", "status": "ENABLED", "addToTrustStore": false,
                  "effective": true, "proofOfPossessionValid": false}]}""");

        assertThat(run("anchor", "list").out())
                .startsWith("FINGERPRINT  STATUS   TRUSTED  EFFECTIVE  PROVEN  AUTO-REG")
                .contains("0a0b         ENABLED  false    true       false   -");
    }

    @ParameterizedTest
    @CsvSource({"P256, SHA256withECDSA", "RSA_2048, SHA256withRSA", "ED25519, Ed25519"})
    void a_code_is_signed_with_the_key_in_a_file(KeyType type, String algorithm) throws Exception {
        TestCa ca = TestCa.root("Root", spec -> spec.key(type));
        Path key = Files.writeString(folder.resolve("ca-key.pem"), ca.keyPem());
        server.answers(200, CODE_ANSWER.formatted(CODE)).answers(200, "{\"proofOfPossessionValid\": true}");

        CommandRun run = run("anchor", "prove", "0a0b", "--key", key.toString());

        assertThat(run.out()).isEqualTo("Proven: you hold the key of 0a0b.\n");
        String proof = "POST /tenant/tenants/acme/trusted-certificates-pop/0a0b";
        assertThat(lines()).containsExactly(proof + "/verification-code", proof + "/pop");
        String signed = server.asked().getLast().body().replaceAll(".*Code\":\"([^\"]*)\".*", "$1");
        var verifier = Signature.getInstance(algorithm);
        verifier.initVerify(ca.certificate().getPublicKey());
        verifier.update(CODE.getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(Base64.getDecoder().decode(signed))).isTrue();
    }

    @Test
    void without_a_key_the_way_to_sign_elsewhere_is_printed_and_the_signature_handed_in_later() {
        server.answers(200, CODE_ANSWER.formatted(CODE)).answers(200, "{}");

        assertThat(run("anchor", "prove", "0a0b").out())
                .contains("2026-03-02T12:00:00.000Z")
                .contains("printf %s '" + CODE + "' > code.txt\n")
                .contains("openssl dgst -sha256 -sign ca-key.pem code.txt | openssl base64 -A\n");
        assertThat(run("anchor", "prove", "0a0b", "--signature", "MEUC").exitCode())
                .isZero();

        assertThat(server.asked().getLast().body()).isEqualTo("{\"proofOfPossessionSignedVerificationCode\":\"MEUC\"}");
    }

    /// A key of a CA signs nothing that could be a certificate, and nothing is printed that a shell would run.
    @ParameterizedTest
    @ValueSource(strings = {"", "short", "'; rm -rf . #xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void what_is_no_code_is_neither_signed_nor_printed(String code) throws Exception {
        Path key = Files.writeString(
                folder.resolve("ca-key.pem"), TestCa.root("Root").keyPem());
        server.answers(200, CODE_ANSWER.formatted(code)).answers(200, CODE_ANSWER.formatted(code));

        CommandRun signing = run("anchor", "prove", "0a0b", "--key", key.toString());
        CommandRun printing = run("anchor", "prove", "0a0b");

        assertThat(List.of(signing, printing)).allSatisfy(run -> {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("no verification code");
        });
        assertThat(lines()).allMatch(line -> line.endsWith("/verification-code"));
    }

    @Test
    void a_wrong_file_draws_no_code_and_two_ways_are_one_too_many() throws Exception {
        Path file = Files.writeString(
                folder.resolve("root.pem"), TestCa.root("Root").pem());

        assertThat(run("anchor", "prove", "0a0b", "--key", file.toString()).err())
                .contains("holds no PEM private key");
        assertThat(run("anchor", "prove", "0a0b", "--key", "k", "--signature", "s")
                        .err())
                .contains("--key and --signature are both given");
        assertThat(server.asked()).isEmpty();
    }
}
