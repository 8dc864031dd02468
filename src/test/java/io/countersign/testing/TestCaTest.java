package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestCaTest {
    @ParameterizedTest
    @EnumSource
    void a_ca_with_a_key_of_any_type_signs_devices(KeyType type) {
        TestCa root = TestCa.root("Root", spec -> spec.key(type));

        TestDevice device = root.device("Root", spec -> spec.key(type));

        assertThatCode(() -> device.certificate().verify(root.certificate().getPublicKey()))
                .doesNotThrowAnyException();
    }

    @Test
    void pem_can_be_read_back() throws Exception {
        TestDevice device = TestCa.root("Root").issuing("Issuing").device("pump-1");

        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(device.pem().getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(device.certificate());
        String base64 = device.keyPem().replaceAll("-----.*-----", "");
        assertThat(KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64))))
                .isEqualTo(device.privateKey());
    }

    @Test
    void deviations_stand_in_the_certificate() {
        TestCa root = TestCa.root(
                "Root",
                spec -> spec.nameConstraints(List.of(new GeneralName(GeneralName.dNSName, "acme.example")), List.of())
                        .pathLength(3));

        assertThat(root.certificate().getBasicConstraints()).isEqualTo(3);
        assertThat(root.certificate().getCriticalExtensionOIDs()).contains("2.5.29.30");
        assertThat(root.device("pump-1", CertificateSpec::version1)
                        .certificate()
                        .getVersion())
                .isEqualTo(1);
        assertThat(TestCa.selfSignedDevice("pump-1").certificate().getBasicConstraints())
                .isPositive();
    }
}
