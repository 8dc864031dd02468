package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;
import org.junit.jupiter.api.Test;

class AnchorInPathTest {
    private static CertificateSpec askingForPolicy(CertificateSpec spec) {
        return withPolicy(spec, "1.2.3.4")
                .extension(Extension.policyConstraints, true, new PolicyConstraints(BigInteger.ZERO, null));
    }

    private static CertificateSpec withPolicy(CertificateSpec spec, String policy) {
        var information = new PolicyInformation(new ASN1ObjectIdentifier(policy));
        return spec.extension(Extension.certificatePolicies, false, new CertificatePolicies(information));
    }

    private static X509Certificate read(byte[] encoding) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoding));
    }

    @Test
    void an_anchor_without_policies_permits_any_that_a_ca_below_it_asks_for() {
        TestCa root = TestCa.root("Acme Root");
        TestCa issuing = root.issuing("Acme Issuing", AnchorInPathTest::askingForPolicy);
        X509Certificate leaf =
                issuing.device("pump-1", spec -> withPolicy(spec, "1.2.3.4")).certificate();
        X509Certificate other =
                issuing.device("pump-1", spec -> withPolicy(spec, "1.2.3.5")).certificate();
        ChainBench bench = ChainBench.trusting(root);

        assertThat(bench.chains(leaf, issuing.certificate())).hasSize(1);
        assertThat(bench.refusal(other, issuing.certificate()).fault().reason()).isEqualTo(Reason.POLICY);
    }

    @Test
    void a_critical_policy_with_a_qualifier_that_nobody_can_judge_is_refused() {
        TestCa root = TestCa.root("Acme Root");
        var qualifier = new PolicyQualifierInfo(new ASN1ObjectIdentifier("1.2.3.4"), DERNull.INSTANCE);
        var policy = new PolicyInformation(new ASN1ObjectIdentifier("1.2.3.4"), new DERSequence(qualifier));
        X509Certificate leaf = root.device(
                        "pump-1",
                        spec -> spec.extension(Extension.certificatePolicies, true, new CertificatePolicies(policy)))
                .certificate();

        assertThat(ChainBench.trusting(root).refusal(leaf).fault().reason()).isEqualTo(Reason.POLICY);
    }

    @Test
    void an_anchor_without_any_extension_is_no_ca_whatever_stands_below_it() {
        TestCa root = TestCa.root(
                "Acme Root", spec -> spec.without(Extension.basicConstraints).keyUsage());
        TestCa issuing = root.issuing("Acme Issuing", AnchorInPathTest::askingForPolicy);

        assertThat(ChainBench.trusting(root)
                        .refusal(issuing.device("pump-1").certificate(), issuing.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.NOT_A_CA);
    }

    @Test
    void the_policies_of_an_anchor_that_has_some_bind() {
        TestCa root = TestCa.root("Acme Root", spec -> withPolicy(spec, "1.2.3.5"));
        TestCa issuing = root.issuing("Acme Issuing", AnchorInPathTest::askingForPolicy);
        X509Certificate leaf =
                issuing.device("pump-1", spec -> withPolicy(spec, "1.2.3.4")).certificate();

        assertThat(ChainBench.trusting(root)
                        .refusal(leaf, issuing.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.POLICY);
    }

    @Test
    void any_policy_is_all_that_is_added_to_the_encoding() throws Exception {
        X509Certificate root = TestCa.root("Acme Root").certificate();

        X509Certificate changed = read(new Asn1CertificateDetails().withAnyPolicy(root));

        assertThat(changed.getExtensionValue("2.5.29.32"))
                .isEqualTo(new DEROctetString(
                                new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier("2.5.29.32.0"))))
                        .getEncoded());
        assertThat(changed.getNonCriticalExtensionOIDs()).containsExactly("2.5.29.32");
        assertThat(changed.getCriticalExtensionOIDs()).isEqualTo(root.getCriticalExtensionOIDs());
        assertThat(changed.getSubjectX500Principal()).isEqualTo(root.getSubjectX500Principal());
        assertThat(changed.getSerialNumber()).isEqualTo(root.getSerialNumber());
        assertThat(changed.getSignature()).isEqualTo(root.getSignature());
    }

    @Test
    void an_anchor_without_basic_constraints_is_a_ca_if_its_key_usage_says_so() {
        TestCa byUsage = TestCa.root("Root", spec -> spec.without(Extension.basicConstraints));
        TestCa crlsOnly = TestCa.root(
                "Root", spec -> spec.without(Extension.basicConstraints).keyUsage(KeyUsage.cRLSign));
        TestCa denied = TestCa.root("Root", CertificateSpec::noCa);

        assertThat(ChainBench.trusting(byUsage).chains(byUsage.device("p").certificate()))
                .hasSize(1);
        assertThat(ChainBench.trusting(crlsOnly)
                        .refusal(crlsOnly.device("p").certificate())
                        .fault()
                        .reason())
                .isIn(Reason.NOT_A_CA, Reason.KEY_USAGE);
        assertThat(ChainBench.trusting(denied)
                        .refusal(denied.device("p").certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.NOT_A_CA);
    }

    @Test
    @SuppressWarnings("deprecation") // the JDK may still ask for it
    void in_all_else_it_is_the_certificate_itself() throws Exception {
        X509Certificate root =
                TestCa.root("Acme Root", spec -> spec.pathLength(3)).certificate();
        var inPath = new AnchorInPath(root, false, name -> name, root.getEncoded());

        assertThat(inPath.getIssuerX500Principal()).isEqualTo(root.getIssuerX500Principal());
        assertThat(inPath.getSubjectX500Principal()).isEqualTo(root.getSubjectX500Principal());
        assertThat(inPath.getIssuerDN()).isEqualTo(root.getIssuerX500Principal());
        assertThat(inPath.getSubjectDN()).isEqualTo(root.getSubjectX500Principal());
        assertThat(inPath.getSerialNumber()).isEqualTo(root.getSerialNumber());
        assertThat(inPath.getNotBefore()).isEqualTo(root.getNotBefore());
        assertThat(inPath.getNotAfter()).isEqualTo(root.getNotAfter());
        assertThat(inPath.getTBSCertificate()).isEqualTo(root.getTBSCertificate());
        assertThat(inPath.getSignature()).isEqualTo(root.getSignature());
        assertThat(inPath.getSigAlgName()).isEqualTo(root.getSigAlgName());
        assertThat(inPath.getSigAlgOID()).isEqualTo(root.getSigAlgOID());
        assertThat(inPath.getSigAlgParams()).isEqualTo(root.getSigAlgParams());
        assertThat(inPath.getIssuerUniqueID()).isEqualTo(root.getIssuerUniqueID());
        assertThat(inPath.getSubjectUniqueID()).isEqualTo(root.getSubjectUniqueID());
        assertThat(inPath.getKeyUsage()).isEqualTo(root.getKeyUsage());
        assertThat(inPath.getExtendedKeyUsage()).isEqualTo(root.getExtendedKeyUsage());
        assertThat(inPath.getBasicConstraints()).isEqualTo(3);
        assertThat(inPath.getPublicKey()).isEqualTo(root.getPublicKey());
        assertThat(inPath.hasUnsupportedCriticalExtension()).isFalse();
        assertThat(inPath.getCriticalExtensionOIDs()).isEqualTo(root.getCriticalExtensionOIDs());
        assertThat(inPath.getNonCriticalExtensionOIDs()).isEqualTo(root.getNonCriticalExtensionOIDs());
        assertThat(inPath.getExtensionValue("2.5.29.19")).isEqualTo(root.getExtensionValue("2.5.29.19"));
        assertThat(inPath).hasToString(root.toString());
        assertThat(inPath.getEncoded()).isEqualTo(root.getEncoded());
        assertThatCode(() -> inPath.checkValidity(Date.from(ChainBench.NOW))).doesNotThrowAnyException();
    }
}
