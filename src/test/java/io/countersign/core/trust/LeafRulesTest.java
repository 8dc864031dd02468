package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeafRulesTest {
    private final TestCa root = TestCa.root("Acme Root");
    private final ChainBench bench = ChainBench.trusting(root);

    static Stream<UnaryOperator<CertificateSpec>> what_a_device_may_be() {
        return Stream.of(
                spec -> spec.purposes(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth),
                spec -> spec.purposes(KeyPurposeId.anyExtendedKeyUsage),
                spec -> spec.purposes(),
                spec -> spec.extension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)),
                spec -> spec.keyUsage(),
                spec -> spec.keyUsage(KeyUsage.digitalSignature, KeyUsage.keyEncipherment),
                CertificateSpec::noCa);
    }

    @ParameterizedTest
    @MethodSource("what_a_device_may_be")
    void a_device_may_have_any_usage_that_includes_signing_in_as_a_client(UnaryOperator<CertificateSpec> deviation) {
        X509Certificate leaf = root.device("pump-1", deviation).certificate();

        assertThat(bench.chains(leaf).getFirst().leaf()).isEqualTo(leaf);
    }

    @Test
    void a_critical_purpose_is_looked_at_like_any_other() {
        X509Certificate leaf = root.device(
                        "pump-1",
                        spec -> spec.extension(
                                Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth)))
                .certificate();

        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.BAD_EKU);
    }

    @Test
    void a_purpose_that_cannot_be_read_is_a_bad_certificate() {
        X509Certificate leaf = root.device(
                        "pump-1",
                        spec -> spec.extension(Extension.extendedKeyUsage, false, new DEROctetString(new byte[] {1})))
                .certificate();

        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.BAD_CERTIFICATE);
    }

    @Test
    void a_self_signed_device_that_a_tenant_trusts_vouches_for_itself() {
        TestDevice device = TestCa.selfSignedDevice("pump-1");
        TrustAnchor anchor = bench.trust(ChainBench.ACME, device.certificate());

        TrustedChain chain = bench.chains(device.certificate()).getFirst();

        assertThat(chain.anchor()).isEqualTo(anchor);
        assertThat(chain.leaf()).isEqualTo(device.certificate());
        assertThat(chain.path()).containsExactly(device.certificate());
    }

    @Test
    void a_self_signed_device_may_be_a_ca_by_its_key_usage_but_no_server_by_its_purpose() {
        TestDevice likeACa = TestCa.selfSignedDevice("pump-1", spec -> spec.keyUsage(KeyUsage.keyCertSign));
        TestDevice server = TestCa.selfSignedDevice("pump-2", spec -> spec.purposes(KeyPurposeId.id_kp_serverAuth));
        TestDevice expired = TestCa.selfSignedDevice("pump-3", CertificateSpec::expired);
        bench.trust(ChainBench.ACME, likeACa.certificate());
        bench.trust(ChainBench.ACME, server.certificate());
        bench.trust(ChainBench.ACME, expired.certificate());

        assertThat(bench.chains(likeACa.certificate())).hasSize(1);
        assertThat(bench.refusal(server.certificate()).fault().reason()).isEqualTo(Reason.BAD_EKU);
        assertThat(bench.refusal(expired.certificate()).fault().reason()).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void a_self_signed_certificate_that_only_has_the_name_of_an_anchor_is_refused() {
        bench.trust(ChainBench.ACME, TestCa.selfSignedDevice("pump-1").certificate());

        assertThat(bench.refusal(TestCa.selfSignedDevice("pump-1").certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void a_ca_certificate_is_no_device_even_if_a_tenant_trusts_it() {
        TestCa issuing = root.issuing("Acme Issuing");
        bench.trust(ChainBench.ACME, issuing.certificate());

        assertThat(bench.refusal(issuing.certificate()).fault().reason()).isEqualTo(Reason.LEAF_IS_CA);
    }

    @Test
    void a_renewed_self_signed_certificate_is_another_one_and_a_ca_that_is_no_device() {
        TestCa device = TestCa.root("pump-1");
        bench.trust(ChainBench.ACME, device.certificate());
        X509Certificate renewed = device.crossSigning(device).certificate();

        assertThat(bench.refusal(renewed).fault().reason()).isEqualTo(Reason.LEAF_IS_CA);
    }
}
