package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands that talk to a running server: what they ask, and what they print of the answer.
class ApiCommandsTest {
    private static final String PASSWORD = "open-sesame";

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    tenant list                | GET /tenant/tenants?{1} |
                    anchor list                | GET /tenant/tenants/acme/{certs}?{1} |
                    anchor list --tenant t1    | GET /tenant/tenants/t1/{certs}?{1} |
                    anchor disable 0a0b --dry-run | GET /tenant/tenants/acme/{certs}/0a0b?withImpact=true |
                    anchor enable 0a0b         | PUT /tenant/tenants/acme/{certs}/0a0b | {'status':'ENABLED'}
                    anchor remove 0a0b --dry-run | GET /tenant/tenants/acme/{certs}/0a0b?withImpact=true |
                    device list                | GET /user/acme/users?onlyDevices=true&{1} |
                    device disable a&b%        | PUT /user/acme/users/device_a%26b%25 | {'enabled':false}
                    device enable pump-1       | PUT /user/acme/users/device_pump-1 | {'enabled':true}
                    option get                 | GET /tenant/options?{1} |
                    option get a               | GET /tenant/options/a |
                    option get a b             | GET /tenant/options/a/b |
                    option set a b c           | PUT /tenant/options/a/b | {'value':'c'}
                    refusals                   | GET /countersign/refusals?{1} |
                    refusals --since 7d        | GET /countersign/refusals?since=P7D&{1} |
                    refusals --device a/b      | GET /countersign/refusals?device=a%2Fb&{1} |
                    refusals --reason expired  | GET /countersign/refusals?reason=expired&{1} |
                    refusals --tenant t1       | GET /countersign/refusals?tenant=t1&{1} |
                    revocation list            | GET /countersign/revocations?{1} |
                    revocation events          | GET /countersign/revocations/events?{1} |
                    revocation add 1a2b        | POST /countersign/revocations | {'serialNumber':'1a2b'}
                    revocation undo 1a:2b      | DELETE /countersign/revocations/1a%3A2b |
                    revocation add --fingerprint AB:CD | POST /countersign/revocations | {'fingerprint':'AB:CD'}
                    revocation undo --fingerprint AB:CD | DELETE /countersign/revocations/fingerprints/AB%3ACD |
                    revocation undo 7 --issuer CN=A&B | DELETE /countersign/revocations/7?issuer=CN%3DA%26B |
                    crl list                   | GET /countersign/crls?{1} |
                    crl sources                | GET /countersign/crl-sources?{1} |
                    crl remove a/b             | DELETE /countersign/crls/a%2Fb |
                    device logout-all          | POST /user/logout/acme/allUsers |
                    device logout-all --tenant t1 | POST /user/logout/t1/allUsers |
                    key list                   | GET /countersign/keys |
                    key remove a/b             | DELETE /countersign/keys/a%2Fb |
                    key rotate                 | POST /countersign/keys/rotate | {'algorithm':'ES256','now':false}
                    key rotate --now           | POST /countersign/keys/rotate | {'algorithm':'ES256','now':true}
                    key rotate --algorithm RS256 | POST /countersign/keys/rotate | {'algorithm':'RS256','now':false}
                    """)
    void each_command_is_one_request(String line, String request, String body) {
        server.answers(200, "{}");

        CommandRun run = run(line);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.line())
                    .isEqualTo(request.replace("{1}", "pageSize=1000&currentPage=1")
                            .replace("{certs}", "trusted-certificates"));
            assertThat(asked.login()).isEqualTo("acme/admin:" + PASSWORD);
            assertThat(asked.body()).isEqualTo(body == null ? "" : body.replace('\'', '"'));
        });
    }

    @Test
    void a_tenant_is_made_with_a_password_that_is_drawn_and_shown_once() {
        server.answers(201, "{\"id\":\"acme\"}");

        CommandRun run = run("tenant create acme --domain acme.example.com");

        String password = server.asked().getFirst().body().replaceAll(".*\"adminPass\":\"([^\"]*)\".*", "$1");
        assertThat(password).hasSize(24);
        assertThat(run.out()).contains("The password of acme/admin is " + password);
        assertThat(server.asked().getFirst().body())
                .contains("\"id\":\"acme\"", "\"domain\":\"acme.example.com\"", "\"company\":\"acme\"");
    }

    @Test
    void a_tenant_is_made_with_the_password_in_a_file_which_is_not_shown() throws Exception {
        server.answers(201, "{\"id\":\"acme\"}");
        Path file = Files.writeString(folder.resolve("acme.password"), "from-the-file\n");

        CommandRun run = run("tenant create acme --domain a.example --admin-password-file " + file);

        assertThat(server.asked().getFirst().body()).contains("\"adminPass\":\"from-the-file\"");
        assertThat(run.out()).doesNotContain("from-the-file");
    }

    @Test
    void an_anchor_is_uploaded_from_its_file() throws Exception {
        server.answers(201, "{\"fingerprint\":\"0a0b\",\"subject\":\"CN=Acme Root\"}");
        Path file = Files.writeString(
                folder.resolve("root.pem"), TestCa.root("Acme Root").pem());

        CommandRun run = run("anchor add --auto-registration " + file);

        assertThat(run.out()).isEqualTo("Added 0a0b  CN=Acme Root\n");
        assertThat(server.asked().getFirst().line()).isEqualTo("POST /tenant/tenants/acme/trusted-certificates");
        assertThat(server.asked().getFirst().body())
                .contains("BEGIN CERTIFICATE", "\"status\":\"ENABLED\"", "\"autoRegistrationEnabled\":true");
    }

    @Test
    void a_file_with_two_certificates_is_no_anchor() throws Exception {
        String pem = TestCa.root("Acme Root").pem();
        Path file = Files.writeString(folder.resolve("two.pem"), pem + pem);

        CommandRun run = run("anchor add " + file);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("error: " + file + " holds 2 certificates, not one.");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_list_is_aligned_for_people_and_an_array_for_machines() {
        String body = "{\"users\":[{\"userName\":\"device_a\",\"enabled\":true},{\"userName\":\"device_pump-1\"}]}";
        server.answers(200, body).answers(200, body);

        assertThat(run("device list").out()).isEqualTo("""
                DEVICE  ENABLED  PROVES ITSELF BY  REGISTERED
                a       true     -                 -
                pump-1  -        -                 -
                """);
        assertThat(run("device list --json").out()).startsWith("[ {").contains("\"deviceId\" : \"a\"");
    }

    @Test
    void all_pages_of_a_list_are_shown() {
        String thousand = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"id\":\"t" + i + "\"}")
                .collect(Collectors.joining(",", "{\"tenants\":[", "]}"));
        server.answers(200, thousand).answers(200, "{\"tenants\":[{\"id\":\"last\"}]}");

        assertThat(run("tenant list").out().lines())
                .hasSize(1002)
                .last()
                .asString()
                .startsWith("last");
        assertThat(server.asked().getLast().line()).endsWith("currentPage=2");
    }

    @Test
    void what_comes_from_elsewhere_cannot_move_the_cursor() {
        server.answers(200, "{\"tenants\":[{\"id\":\"\\u001b[2J\\u202e\"}]}");

        assertThat(run("tenant list").out()).contains("?[2J?").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void a_refusal_is_told_with_its_detail_and_hint() {
        server.answers(
                422,
                "{\"message\":\"No.\",\"reason\":\"invalid_data\",\"detail\":\"It is odd.\",\"hint\":\"Even it.\"}");

        CommandRun run = run("option set a b c");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                error: No. (422, invalid_data)
                       It is odd.
                hint:  Even it.
                """);
    }

    @Test
    void an_answer_that_is_no_json_is_told_by_its_status() {
        server.answers(502, "<html>");

        assertThat(run("key list").err()).isEqualTo("error: The server answered with status 502.\n");
    }

    @Test
    void a_server_that_is_not_there_is_told_in_two_lines() {
        server.close();

        CommandRun run = run("key list");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly(
                        "error: Cannot connect to " + server.url() + ".",
                        "hint:  Is the server running there? See --url.");
    }

    @Test
    void a_server_of_a_ca_that_is_not_trusted_gets_no_password() throws Exception {
        Path other = Files.writeString(
                folder.resolve("other.pem"), TestCa.root("Other").pem());

        CommandRun run = run("key list --ca " + other);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("error: No TLS connection with").contains("--ca");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void without_a_terminal_a_missing_password_is_told() {
        CommandRun run = CommandRun.of(CommandRun.NO_SERVER, Map.of(), List.of("key", "list", "--url", server.url()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("error: The password of management/admin is missing.");
    }

    @Test
    void a_password_file_that_was_named_wins_over_the_variable() throws Exception {
        server.answers(200, "{}");
        Path file = Files.writeString(folder.resolve("password"), "from-the-file\n");

        run("key list --user t1/joe --password-file " + file);

        assertThat(server.asked().getFirst().login()).isEqualTo("t1/joe:from-the-file");
    }

    @ParameterizedTest
    @CsvSource({"--url http://localhost", "--url localhost:8444", "--user admin", "--user /admin", "--user acme/"})
    void a_url_or_user_of_another_form_is_told(String flag) {
        CommandRun run = run("key list " + flag);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("error: --");
    }

    @Test
    void a_secret_option_is_read_from_a_file() throws Exception {
        server.answers(200, "{\"value\":\"<<Encrypted>>\"}");
        Path file = Files.writeString(folder.resolve("secret"), "hush\n");

        CommandRun run = run("option set mail credentials.smtp --value-file " + file);

        assertThat(server.asked().getFirst().body()).isEqualTo("{\"value\":\"hush\"}");
        assertThat(run.out()).contains("<<Encrypted>>").doesNotContain("hush");
    }

    private CommandRun run(String line) {
        var environment = Map.of(
                "COUNTERSIGN_URL",
                server.url(),
                "COUNTERSIGN_DATA",
                folder.toString(),
                "COUNTERSIGN_USER",
                "acme/admin",
                "COUNTERSIGN_PASSWORD",
                PASSWORD);
        return CommandRun.of(CommandRun.NO_SERVER, environment, new ArrayList<>(List.of(line.split(" "))));
    }
}
