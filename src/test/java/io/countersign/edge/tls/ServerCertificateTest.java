package io.countersign.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.edge.pem.PemText;
import io.countersign.edge.pem.UnusableFile;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificateTest {
    private static final TestCa CA = TestCa.root("Root");
    private final Instant now = Instant.now();

    @TempDir
    Path folder;

    @Test
    void a_second_certificate_has_an_rsa_key() throws Exception {
        ServerCertificate first = read(KeyType.P256);

        assertThat(readRsa(KeyType.RSA_2048, first).keyKind()).isEqualTo("RSA");
        assertThatThrownBy(() -> readRsa(KeyType.P384, first))
                .isInstanceOf(UnusableFile.class)
                .hasMessageStartingWith("The key in ")
                .hasMessageEndingWith(" is no RSA key but EC: a second server certificate has an RSA key.");
    }

    @Test
    void a_second_certificate_that_would_never_be_shown_is_refused() throws Exception {
        ServerCertificate first = read(KeyType.RSA_2048);

        assertThatThrownBy(() -> readRsa(KeyType.RSA_2048, first))
                .isInstanceOf(UnusableFile.class)
                .hasMessageStartingWith("The first server certificate has an RSA key as well: then the one in ")
                .hasMessageEndingWith(" would never be shown.");
    }

    private ServerCertificate read(KeyType type) throws Exception {
        TestDevice server = written(type);
        return ServerCertificate.read(certificate(server), key(server), now);
    }

    private ServerCertificate readRsa(KeyType type, ServerCertificate first) throws Exception {
        TestDevice server = written(type);
        return ServerCertificate.readRsa(certificate(server), key(server), first, now);
    }

    private TestDevice written(KeyType type) throws IOException {
        TestDevice server = CA.device("localhost", spec -> spec.key(type));
        Files.writeString(certificate(server), PemText.of(server.certificate()));
        Files.writeString(key(server), server.keyPem());
        return server;
    }

    private Path certificate(TestDevice server) {
        return folder.resolve(server.certificate().getSerialNumber() + ".pem");
    }

    private Path key(TestDevice server) {
        return folder.resolve(server.certificate().getSerialNumber() + "-key.pem");
    }
}
