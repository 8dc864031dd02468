package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `token get`: what a device sends, and the token alone on standard output.
class TokenCommandTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final TestDevice DEVICE = ROOT.device("pump-1");

    @TempDir
    Path folder;

    private FakeServer server;

    @BeforeEach
    void start() throws Exception {
        server = FakeServer.in(folder);
        Files.writeString(folder.resolve("device.pem"), DEVICE.pem());
        Files.writeString(folder.resolve("device-key.pem"), DEVICE.keyPem());
        Files.writeString(folder.resolve("chain.pem"), DEVICE.pem() + ROOT.pem());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_token_stands_alone_on_standard_output() {
        server.answers(200, "{\"accessToken\":\"a.b.c\",\"expiresIn\":3600}");

        CommandRun run = get();

        assertThat(run).isEqualTo(new CommandRun(0, "a.b.c\n", ""));
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.line()).isEqualTo("POST /devicecontrol/deviceAccessToken");
            assertThat(asked.login()).isEmpty();
            assertThat(asked.body()).isEmpty();
            assertThat(asked.chainHeader()).isEmpty();
        });
    }

    @Test
    void the_chain_goes_into_the_header_on_one_line() {
        server.answers(200, "{\"accessToken\":\"a.b.c\"}");

        get("--chain", folder.resolve("chain.pem").toString());

        assertThat(server.asked().getFirst().chainHeader())
                .contains((DEVICE.pem() + ROOT.pem()).strip().replace('\n', ' '));
    }

    @Test
    void the_whole_answer_is_printed_as_json() {
        server.answers(200, "{\"accessToken\":\"a.b.c\",\"expiresIn\":3600}");

        assertThat(get("--json").out()).contains("\"expiresIn\" : 3600");
    }

    @Test
    void a_refusal_is_told_with_its_reason() {
        server.answers(
                401,
                "{\"message\":\"Invalid certificate chain!\",\"reason\":\"expired\",\"detail\":\"It expired.\","
                        + "\"hint\":\"Renew it.\"}");

        CommandRun run = get();

        assertThat(run).isEqualTo(new CommandRun(1, "", """
                        error: Invalid certificate chain! (401, expired)
                               It expired.
                        hint:  Renew it.
                        """));
    }

    @Test
    void a_key_of_another_certificate_is_told_before_anything_is_sent() throws Exception {
        Files.writeString(folder.resolve("device-key.pem"), ROOT.keyPem());

        CommandRun run = get();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("is not that of the first certificate");
        assertThat(server.asked()).isEmpty();
    }

    private CommandRun get(String... more) {
        var arguments = new ArrayList<>(List.of(
                "token",
                "get",
                "--cert",
                folder.resolve("device.pem").toString(),
                "--key",
                folder.resolve("device-key.pem").toString(),
                "--url",
                server.url(),
                "--data",
                folder.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
