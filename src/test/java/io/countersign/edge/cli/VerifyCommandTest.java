package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.CertificateSpec;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandTest {
    private static final String AT = "2026-07-01T12:00:00Z";

    @TempDir
    private Path folder;

    private final TestCa root = TestCa.root("Acme Root");
    private final TestCa issuing = root.issuing("Acme Issuing");
    private String anchors = "";

    @BeforeEach
    void trust_the_root() throws IOException {
        anchors = file("ca.pem", root.pem());
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private CommandRun verify(TestDevice device, TestCa... above) throws IOException {
        var chain = new StringBuilder(device.pem());
        for (TestCa ca : above) {
            chain.append(ca.pem());
        }
        return CommandRun.of(
                "verify", "--chain", file("chain.pem", chain.toString()), "--anchors", anchors, "--at", AT);
    }

    @Test
    void a_good_chain_is_shown_as_a_tree_with_every_check_held() throws IOException {
        CommandRun run = verify(issuing.device("pump-1"), issuing);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                        CN=Acme Root  (trusted, 2020-01-01T00:00:00Z to 2049-01-01T00:00:00Z)
                        └─ CN=Acme Issuing  (2020-01-01T00:00:00Z to 2049-01-01T00:00:00Z)
                           └─ CN=pump-1  (device, 2020-01-01T00:00:00Z to 2049-01-01T00:00:00Z)

                        ✓ names and signatures lead to a trusted certificate
                        ✓ keys and signature algorithms are strong
                        ✓ the trusted certificate is enabled
                        ✓ keys are used as their certificates allow
                        ✓ every issuer is a CA, and not too many of them
                        ✓ names are within the name constraints
                        ✓ certificate policies are met
                        ✓ every certificate is valid at the time
                        ✓ every certificate follows RFC 5280
                        – no certificate was revoked
                        ✓ the certificate names a device: pump-1

                        Accepted.
                        """);
    }

    @Test
    void a_refused_chain_shows_the_check_that_failed_and_what_to_do() throws IOException {
        CommandRun run = verify(issuing.device("pump-1", CertificateSpec::expired), issuing);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("✓ keys are used as their certificates allow\n– every issuer is a CA")
                .contains("✗ every certificate is valid at the time\n– every certificate follows")
                .contains("– the certificate names a device")
                .contains("Refused: expired\n  Certificate 'CN=pump-1' expired at ")
                .contains("What to do:\n  Renew the certificate");
    }

    @Test
    void a_gap_in_the_chain_is_shown_where_it_is() throws IOException {
        CommandRun run = verify(issuing.device("pump-1"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("(no trusted certificate above)\nCN=pump-1  (device, ")
                .contains("✗ names and signatures lead to a trusted certificate\n– keys")
                .contains("was issued by 'CN=Acme Issuing', which is no trusted certificate and not among those");
    }

    @Test
    void a_good_chain_whose_leaf_names_no_device_is_refused() throws IOException {
        CommandRun run = verify(root.device("pump/1"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("✗ the certificate names a device").contains("Refused: bad_device_id");
    }

    @Test
    void the_leaf_may_lie_in_a_file_of_its_own_and_the_answer_be_json() throws IOException {
        CommandRun run = CommandRun.of(
                "verify",
                "--leaf",
                file("leaf.pem", issuing.device("pump-1").pem()),
                "--chain",
                file("others.pem", root.pem() + issuing.pem()),
                "--anchors",
                anchors,
                file("another.pem", TestCa.root("Other").pem()),
                "--at",
                AT,
                "--json");

        JsonNode answer = JsonMapper.shared().readTree(run.out());
        assertThat(run.exitCode()).isZero();
        assertThat(answer.path("result").asString()).isEqualTo("accept");
        assertThat(answer.path("device").asString()).isEqualTo("pump-1");
        assertThat(answer.path("path").valueStream().map(JsonNode::asString))
                .containsExactly("CN=pump-1", "CN=Acme Issuing", "CN=Acme Root");
    }

    @Test
    void lists_at_hand_revoke_and_are_said_to_have_been_looked_at() throws IOException {
        TestDevice device = root.device("pump-1");
        String chain = file("chain.pem", device.pem());
        Path der = folder.resolve("crl.der");
        Files.write(der, CrlSpec.of(root).der());
        String revoking =
                file("crl.pem", CrlSpec.of(root).revoking(device.certificate()).pem());

        CommandRun good =
                CommandRun.of("verify", "--chain", chain, "--anchors", anchors, "--at", AT, "--crls", der.toString());
        CommandRun revoked =
                CommandRun.of("verify", "--chain", chain, "--anchors", anchors, "--at", AT, "--crls", revoking);

        assertThat(good.out()).contains("✓ no certificate was revoked").contains("Accepted.");
        assertThat(revoked.exitCode()).isEqualTo(1);
        assertThat(revoked.out())
                .contains("✓ every certificate follows RFC 5280\n✗ no certificate was revoked")
                .contains("Refused: revoked");
        assertUnusable(
                "is no revocation list that can be used: it is",
                "verify",
                "--chain",
                chain,
                "--anchors",
                anchors,
                "--crls",
                chain);
    }

    @Test
    void what_cannot_be_used_ends_with_2_and_says_what() throws IOException {
        String chain = file("chain.pem", issuing.device("pump-1").pem());

        assertUnusable("Give --chain (or --leaf) and --anchors, or --batch.", "verify");
        assertUnusable("Give --chain", "verify", "--chain", chain);
        assertUnusable("--at is an instant", "verify", "--chain", chain, "--anchors", anchors, "--at", "noon");
        assertUnusable("is not a PEM file", "verify", "--chain", file("e", "-"), "--anchors", anchors);
        assertUnusable("no-such-file", "verify", "--chain", "no-such-file", "--anchors", anchors);
        var many = new StringBuilder();
        for (int i = 0; i < 11; i++) {
            many.append(root.device("p" + i).pem());
        }
        assertUnusable(
                "at most 10 different certificates may be shown, not 11",
                "verify",
                "--chain",
                file("many.pem", many.toString()),
                "--anchors",
                anchors);
    }

    private static void assertUnusable(String complaint, String... arguments) {
        CommandRun run = CommandRun.of(arguments);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(complaint);
    }
}
