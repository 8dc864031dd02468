package io.countersign.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.signing.KeySchedule;
import io.countersign.edge.address.AllowedDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Settings from flags, environment and file: defaults, the full mapping, who wins, and every mistake at once.
class SettingsReaderTest {
    private static final List<AllowedDestination> ALLOWED =
            List.of(AllowedDestination.parse("10.0.0.0/8"), AllowedDestination.parse("crl.internal.example:8080"));

    @TempDir
    Path folder;

    @Test
    void nothing_set_gives_the_defaults() throws BadSettings {
        Settings settings = read(Map.of(), Map.of());

        assertThat(settings)
                .isEqualTo(new Settings(
                        Path.of("countersign-data"),
                        new Settings.Listeners("0.0.0.0", 8443, 8444, "127.0.0.1", 9444),
                        new Settings.Tls(Settings.Engine.AUTO, Optional.empty(), Optional.empty()),
                        new Settings.Secrets(Optional.empty(), Optional.empty()),
                        KeySchedule.DEFAULT,
                        new Settings.Behaviour(Settings.LogFormat.TEXT, true, false),
                        RefusalLedger.Limits.DEFAULT,
                        Settings.Fetching.DEFAULT));
    }

    @Test
    void every_key_of_the_file_is_mapped() throws Exception {
        var server = new Settings.CertificateFiles(written("server.pem", "x"), written("server-key.pem", "x"));
        var rsa = new Settings.CertificateFiles(written("rsa.pem", "x"), written("rsa-key.pem", "x"));
        Path masterKey = written("master", "x");
        Path file = fileWithAll(server, rsa, masterKey, written("password", "first-line\n"));

        assertThat(SettingsReader.read(new Sources(Map.of(), Map.of(), Optional.of(file))))
                .isEqualTo(new Settings(
                        Path.of("/srv/countersign"),
                        new Settings.Listeners("192.0.2.1", 1, 2, "::1", 3),
                        new Settings.Tls(Settings.Engine.JDK, Optional.of(server), Optional.of(rsa)),
                        new Settings.Secrets(Optional.of(masterKey), Optional.of(new Secret("first-line"))),
                        new KeySchedule(Duration.ofDays(30), Duration.ofHours(12)),
                        new Settings.Behaviour(Settings.LogFormat.JSON, false, true),
                        new RefusalLedger.Limits(500, Duration.ofDays(7)),
                        new Settings.Fetching(ALLOWED)));
    }

    private Path fileWithAll(
            Settings.CertificateFiles server, Settings.CertificateFiles rsa, Path masterKey, Path password)
            throws IOException {
        return written("all.properties", """
                data=/srv/countersign
                bind=192.0.2.1
                device-port=1
                api-port=2
                management-bind=::1
                management-port=3
                tls-engine=jdk
                tls-certificate=%s
                tls-key=%s
                tls-rsa-certificate=%s
                tls-rsa-key=%s
                master-key-file=%s
                admin-password-file=%s
                log-format=json
                key-period=30d
                key-notice=12h
                device-tokens=off
                shared-truststore=on
                refusals-kept=500
                refusals-kept-for=7d
                fetch-allow=10.0.0.0/8, crl.internal.example:8080
                """.formatted(
                        server.certificate(), server.key(), rsa.certificate(), rsa.key(), masterKey, password));
    }

    @Test
    void a_flag_wins_over_the_environment_that_over_the_file_that_over_the_default() throws Exception {
        Path file = written("some.properties", "device-port=1\napi-port=1\nmanagement-port=1\n");
        var environment = Map.of("COUNTERSIGN_DEVICE_PORT", "2", "COUNTERSIGN_API_PORT", "2");

        Settings settings =
                SettingsReader.read(new Sources(Map.of(Setting.DEVICE_PORT, "3"), environment, Optional.of(file)));

        assertThat(settings.listeners()).isEqualTo(new Settings.Listeners("0.0.0.0", 3, 2, "127.0.0.1", 1));
    }

    @Test
    void the_file_in_the_data_folder_is_read_unless_another_is_named() throws Exception {
        written("countersign.properties", "device-port=7");
        Path other = written("other.properties", "device-port=8");
        var data = Map.of(Setting.DATA, folder.toString());

        assertThat(read(data, Map.of()).listeners().devicePort()).isEqualTo(7);
        assertThat(read(data, Map.of("COUNTERSIGN_CONFIG", other.toString()))
                        .listeners()
                        .devicePort())
                .isEqualTo(8);
    }

    @Test
    void a_command_may_have_defaults_of_its_own() throws BadSettings {
        var sources = new Sources(Map.of(), Map.of(), Optional.empty(), Map.of(Setting.DATA, "demo-data"));

        assertThat(SettingsReader.read(sources).data()).isEqualTo(Path.of("demo-data"));
    }

    @Test
    void all_mistakes_are_told_at_once() throws IOException {
        Path file = written("bad.properties", "api-port=http\ncolour=blue\nlog-format=xml\n");
        var flags = Map.of(Setting.DEVICE_PORT, "70000", Setting.TLS_KEY, "absent.pem", Setting.KEY_PERIOD, "soon");
        var environment = Map.of("COUNTERSIGN_COLOUR", "red", "COUNTERSIGN_BIND", "", "HOME", "/");

        var bad = catchThrowableOfType(
                BadSettings.class, () -> SettingsReader.read(new Sources(flags, environment, Optional.of(file))));

        assertThat(bad.mistakes())
                .containsExactlyInAnyOrder(
                        "The environment variable COUNTERSIGN_COLOUR is not one that Countersign knows.",
                        "'colour' in " + file + " is not a setting.",
                        "COUNTERSIGN_BIND is empty.",
                        "--device-port is a port from 0 to 65535, not '70000'.",
                        "api-port in " + file + " is a port from 0 to 65535, not 'http'.",
                        "--tls-key: there is no file absent.pem.",
                        "--tls-certificate and --tls-key belong together: give both or none.",
                        "--key-period is a number of s, m, h or d, such as 90d, not 'soon'.",
                        "log-format in " + file + " is one of text, json, not 'xml'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DEVICE_PORT         | -1     | --device-port is a port from 0 to 65535, not '-1'.
                    TLS_ENGINE          | AUTO   | --tls-engine is one of auto, native, jdk, not 'AUTO'.
                    DEVICE_TOKENS       | true   | --device-tokens is on or off, not 'true'.
                    KEY_NOTICE          | 1      | --key-notice is a number of s, m, h or d, such as 90d, not '1'.
                    MASTER_KEY_FILE     | absent | --master-key-file: there is no file absent.
                    ADMIN_PASSWORD_FILE | absent | --admin-password-file: there is no file absent.
                    """)
    void a_mistake_is_told_in_one_sentence(Setting setting, String text, String sentence) {
        var bad = catchThrowableOfType(BadSettings.class, () -> read(Map.of(setting, text), Map.of()));

        assertThat(bad.mistakes()).containsExactly(sentence);
    }

    @Test
    void a_second_certificate_needs_its_key_and_a_first_one() {
        var flags = Map.of(Setting.TLS_RSA_CERTIFICATE, "absent.pem");

        var bad = catchThrowableOfType(BadSettings.class, () -> read(flags, Map.of()));

        assertThat(bad.mistakes())
                .containsExactlyInAnyOrder(
                        "--tls-rsa-certificate: there is no file absent.pem.",
                        "--tls-rsa-certificate and --tls-rsa-key belong together: give both or none.",
                        "--tls-rsa-certificate is a second certificate: give the first with --tls-certificate, of an"
                                + " EC key.");
    }

    @Test
    void each_wrong_destination_of_a_list_is_a_mistake_of_its_own() {
        var flags = Map.of(Setting.FETCH_ALLOW, "10.0.0.0/8,10.1.0.0/8,,crl.example:0");

        var bad = catchThrowableOfType(BadSettings.class, () -> read(flags, Map.of()));

        assertThat(bad.mistakes())
                .containsExactly(
                        "--fetch-allow: 10.1.0.0 has bits beyond its prefix of 8.",
                        "--fetch-allow: a destination is a host or IP address, with or without a port, or a range such"
                                + " as 10.0.0.0/8, not ''.",
                        "--fetch-allow: a port is a number from 1 to 65535, not 0.");
    }

    @Test
    void a_list_of_destinations_has_a_limit() throws BadSettings {
        String longest = String.join(",", Collections.nCopies(1_000, "a.example"));

        assertThat(read(Map.of(Setting.FETCH_ALLOW, longest), Map.of())
                        .fetching()
                        .allowed())
                .hasSize(1_000);
        assertThat(catchThrowableOfType(
                                BadSettings.class,
                                () -> read(Map.of(Setting.FETCH_ALLOW, longest + ",b.example"), Map.of()))
                        .mistakes())
                .containsExactly("--fetch-allow has at most 1000 entries, not 1001.");
    }

    @Test
    void the_notice_of_a_key_is_shorter_than_its_period() {
        var bad = catchThrowableOfType(BadSettings.class, () -> read(Map.of(Setting.KEY_NOTICE, "90d"), Map.of()));

        assertThat(bad.mistakes())
                .singleElement()
                .asString()
                .startsWith("--key-period and --key-notice: ")
                .endsWith("not PT2160H.");
    }

    @Test
    void two_listeners_do_not_share_a_port() {
        var bad = catchThrowableOfType(BadSettings.class, () -> read(Map.of(Setting.API_PORT, "9444"), Map.of()));

        assertThat(bad.mistakes())
                .containsExactly("--api-port and --management-port are both 9444; each needs a port of its own.");
    }

    @Test
    void port_0_may_be_given_to_all_listeners() throws BadSettings {
        var flags = Map.of(Setting.DEVICE_PORT, "0", Setting.API_PORT, "0", Setting.MANAGEMENT_PORT, "0");

        assertThat(read(flags, Map.of()).listeners().apiPort()).isZero();
    }

    @Test
    void a_configuration_file_that_was_named_must_be_there() {
        var sources = new Sources(Map.of(), Map.of(), Optional.of(folder.resolve("absent")));

        assertThat(catchThrowableOfType(BadSettings.class, () -> SettingsReader.read(sources))
                        .mistakes())
                .containsExactly("There is no configuration file " + folder.resolve("absent") + ".");
    }

    @Test
    void variables_of_the_launcher_and_of_other_commands_are_no_mistake() throws BadSettings {
        var environment = Map.of(
                "COUNTERSIGN_JAVA_HOME", "/opt/java",
                "COUNTERSIGN_JAVA_OPTS", "-Xmx1g",
                "COUNTERSIGN_PASSWORD", "secret",
                "COUNTERSIGN_URL", "https://localhost");

        assertThat(read(Map.of(), environment)).isEqualTo(read(Map.of(), Map.of()));
    }

    @Test
    void the_admin_password_comes_from_its_variable_or_a_file_but_not_both() throws Exception {
        Path file = written("password", "from the file\n");
        var flags = Map.of(Setting.ADMIN_PASSWORD_FILE, file.toString());
        var environment = Map.of("COUNTERSIGN_ADMIN_PASSWORD", "from the variable");

        assertThat(read(flags, Map.of()).secrets().adminPassword()).contains(new Secret("from the file"));
        assertThat(read(Map.of(), environment).secrets().adminPassword()).contains(new Secret("from the variable"));
        assertThat(catchThrowableOfType(BadSettings.class, () -> read(flags, environment))
                        .mistakes())
                .hasSize(1);
    }

    @Test
    void a_password_does_not_print() throws BadSettings {
        Settings settings = read(Map.of(), Map.of("COUNTERSIGN_ADMIN_PASSWORD", "open sesame"));

        assertThat(settings.toString()).doesNotContain("sesame");
        assertThat(new Sources(Map.of(), Map.of("COUNTERSIGN_ADMIN_PASSWORD", "open sesame"), Optional.empty())
                        .toString())
                .doesNotContain("sesame");
    }

    private static Settings read(Map<Setting, String> flags, Map<String, String> environment) throws BadSettings {
        return SettingsReader.read(new Sources(flags, environment, Optional.empty()));
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
