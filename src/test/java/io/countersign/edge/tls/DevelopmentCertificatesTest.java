package io.countersign.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.edge.pem.Identity;
import io.countersign.edge.pem.UnusableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The certificates that the server makes itself: once, atomically, renewed in time.
class DevelopmentCertificatesTest {
    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void the_server_certificate_is_for_this_machine_and_of_the_ca_beside_it() throws Exception {
        ServerCertificate made = prepare(NOON);

        X509Certificate server = server().certificate();
        server.verify(ca().certificate().getPublicKey());
        assertThat(server.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(server.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(server().chain()).containsExactly(server, ca().certificate());
        assertThat(made.chainPem()).isEqualTo(Files.readString(folder.resolve("server.pem")));
        assertThat(made.notices()).singleElement().asString().contains("DEVELOPMENT CERTIFICATE", "ca.pem");
        assertThat(made.toString()).doesNotContain("PRIVATE");
    }

    @ParameterizedTest
    @CsvSource({"ca.pem, rw-r--r--", "server.pem, rw-r--r--", "ca-key.pem, rw-------", "server-key.pem, rw-------"})
    void only_the_owner_reads_the_keys(String file, String permissions) throws Exception {
        prepare(NOON);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                .isEqualTo(permissions);
    }

    @Test
    void the_next_start_finds_them_again() throws Exception {
        assertThat(prepare(NOON)).isEqualTo(prepare(NOON.plus(Duration.ofDays(300))));
    }

    @Test
    void with_less_than_30_days_left_the_certificate_is_renewed_and_its_key_and_ca_stay() throws Exception {
        prepare(NOON);
        Identity first = server();
        X509Certificate firstCa = ca().certificate();
        Instant end = first.certificate().getNotAfter().toInstant();

        prepare(end.minus(Duration.ofDays(30)));
        assertThat(server().certificate()).isEqualTo(first.certificate());

        prepare(end.minus(Duration.ofDays(30)).plusSeconds(1));
        assertThat(server().certificate()).isNotEqualTo(first.certificate());
        assertThat(server().key()).isEqualTo(first.key());
        assertThat(ca().certificate()).isEqualTo(firstCa);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.pem", "ca-key.pem", "server.pem", "server-key.pem"})
    void whatever_a_crash_left_half_made_is_made_anew(String file) throws Exception {
        prepare(NOON);
        Files.delete(folder.resolve(file));
        prepare(NOON);
        server().certificate().verify(ca().certificate().getPublicKey());

        Files.writeString(folder.resolve(file), "broken");
        prepare(NOON);
        server().certificate().verify(ca().certificate().getPublicKey());
        assertThat(server().chain()).contains(ca().certificate());
    }

    @Test
    void no_half_written_file_stays() throws Exception {
        prepare(NOON);

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("ca.pem", "ca-key.pem", "server.pem", "server-key.pem");
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_told_in_one_sentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> new DevelopmentCertificates(file.resolve("tls")).prepare(NOON))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void a_certificate_that_was_given_is_taken_with_a_notice_if_it_is_not_valid_now() throws Exception {
        prepare(NOON);
        Path certificate = folder.resolve("server.pem");
        Path key = folder.resolve("server-key.pem");

        assertThat(ServerCertificate.read(certificate, key, NOON).notices()).isEmpty();
        assertThat(notices(certificate, key, NOON.plus(Duration.ofDays(366)))).contains("expired on");
        assertThat(notices(certificate, key, NOON.minus(Duration.ofDays(1)))).contains("is valid only from");
    }

    @Test
    void a_key_that_belongs_to_another_certificate_is_refused() throws Exception {
        prepare(NOON);

        assertThatThrownBy(
                        () -> ServerCertificate.read(folder.resolve("server.pem"), folder.resolve("ca-key.pem"), NOON))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("is not that of the first certificate");
    }

    private static String notices(Path certificate, Path key, Instant now) throws UnusableFile {
        List<String> notices = ServerCertificate.read(certificate, key, now).notices();
        assertThat(notices).hasSize(1);
        return notices.getFirst();
    }

    private ServerCertificate prepare(Instant now) throws UnusableFile {
        return new DevelopmentCertificates(folder).prepare(now);
    }

    private Identity ca() throws UnusableFile {
        return Identity.read(folder.resolve("ca.pem"), folder.resolve("ca-key.pem"));
    }

    private Identity server() throws UnusableFile {
        return Identity.read(folder.resolve("server.pem"), folder.resolve("server-key.pem"));
    }
}
