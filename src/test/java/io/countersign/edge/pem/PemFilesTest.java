package io.countersign.edge.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Keys and certificates as the usual tools write them.
class PemFilesTest {
    private static final TestCa CA = TestCa.root("Acme Root");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"P256", "P384", "RSA_2048", "ED25519"})
    void a_key_in_pkcs8_belongs_to_its_certificate(KeyType type) throws Exception {
        TestDevice device = CA.device("pump-1", spec -> spec.key(type));
        Path certificate = written("device.pem", device.pem());
        Path key = written("device-key.pem", device.keyPem());

        assertThat(Identity.read(certificate, key).certificate()).isEqualTo(device.certificate());
    }

    @Test
    void an_ec_key_in_sec1_is_read_even_after_its_parameters() throws Exception {
        TestDevice device = CA.device("pump-1");
        var curve = SECObjectIdentifiers.secp256r1;
        var secret = ((java.security.interfaces.ECPrivateKey) device.privateKey()).getS();
        String text = pem("EC PARAMETERS", curve.getEncoded())
                + pem("EC PRIVATE KEY", new ECPrivateKey(256, secret, curve).getEncoded());

        PrivateKey read = Identity.read(written("device.pem", device.pem()), written("key.pem", text))
                .key();

        assertThat(((java.security.interfaces.ECPrivateKey) read).getS()).isEqualTo(secret);
    }

    @Test
    void an_rsa_key_in_pkcs1_is_read() throws Exception {
        TestDevice device = CA.device("pump-1", spec -> spec.key(KeyType.RSA_2048));
        String text = pem("RSA PRIVATE KEY", inner(device.privateKey()));

        assertThat(Identity.read(written("device.pem", device.pem()), written("key.pem", text))
                        .key())
                .isEqualTo(device.privateKey());
    }

    @Test
    void a_key_may_stand_in_one_file_with_its_certificates() throws Exception {
        TestDevice device = CA.device("pump-1");
        Path both = written("both.pem", "a comment\n" + device.pem() + device.keyPem() + PemText.of(CA.certificate()));

        assertThat(Identity.read(both, both).chain()).containsExactly(device.certificate(), CA.certificate());
    }

    @Test
    void a_key_of_another_certificate_is_refused() throws IOException {
        Path certificate = written("device.pem", CA.device("pump-1").pem());
        Path key = written("key.pem", CA.device("pump-2").keyPem());

        assertThatThrownBy(() -> Identity.read(certificate, key))
                .isInstanceOf(UnusableFile.class)
                .hasMessage(
                        "The private key in " + key + " is not that of the first certificate in " + certificate + ".");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hello                                                                      | is not a PEM file
                    ''                                                                         | is not a PEM file
                    -----BEGIN CERTIFICATE-----~AAAA~-----END CERTIFICATE-----                 | cannot be read
                    -----BEGIN CERTIFICATE-----~AAAA                                           | cannot be read
                    """)
    void what_is_no_certificate_is_refused_in_one_sentence(String text, String sentence) throws IOException {
        Path file = written("broken.pem", text.replace('~', '\n'));

        assertThatThrownBy(() -> PemFiles.certificates(file))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(sentence);
    }

    @Test
    void a_file_that_is_missing_a_folder_or_too_large_is_refused() throws IOException {
        Path large = written("large.pem", "x".repeat((int) PemFiles.BYTES_MAX + 1));

        assertThatThrownBy(() -> PemFiles.certificates(folder.resolve("absent")))
                .hasMessage("There is no file " + folder.resolve("absent") + ".");
        assertThatThrownBy(() -> PemFiles.certificates(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> PemFiles.certificates(large)).hasMessageContaining("is larger than");
    }

    @Test
    void an_encrypted_key_is_refused_with_advice() throws IOException {
        Path key =
                written("key.pem", pem("ENCRYPTED PRIVATE KEY", new byte[] {0x30, 0x06, 0x30, 0x00, 0x04, 0x02, 0, 0}));

        assertThatThrownBy(() -> PemFiles.privateKey(key)).isInstanceOf(UnusableFile.class);
    }

    @Test
    void a_header_value_has_one_space_for_each_line_break() {
        List<X509Certificate> chain = List.of(CA.device("pump-1").certificate(), CA.certificate());

        String value = PemText.headerValue(chain);

        assertThat(value).doesNotContain("\n", "  ").startsWith("-----BEGIN CERTIFICATE----- MI");
        assertThat(value).contains("-----END CERTIFICATE----- -----BEGIN CERTIFICATE-----");
        assertThat(value).endsWith("-----END CERTIFICATE-----");
    }

    /// The key without the PKCS#8 frame: PKCS#1.
    private static byte[] inner(PrivateKey key) throws IOException {
        return PrivateKeyInfo.getInstance(key.getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
    }

    private static String pem(String label, byte[] content) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(new PemObject(label, content));
        }
        return text.toString();
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
